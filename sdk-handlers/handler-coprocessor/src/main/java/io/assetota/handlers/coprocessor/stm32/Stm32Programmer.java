package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.stm32.FlashPlan.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases and writes until all is verified, in an order that leaves no mix of two programs that
 * would start: the page with the vector table is erased before any other, and its first block is
 * written when all others are verified.
 */
final class Stm32Programmer {
  private static final Logger log = LoggerFactory.getLogger(Stm32Programmer.class);

  /** How often pages are erased and written before the part is given up. */
  private static final int ROUNDS = 4;

  private final FlashPlan plan;
  private final FlashPlan body;
  private final Stm32Writer writer;
  private final Stm32Comparison comparison;

  /** True from when the head is written until it is verified or erased. */
  private boolean headIsOpen;

  Stm32Programmer(FlashPlan plan, Stm32Writer writer, Stm32Comparison comparison) {
    this.plan = plan;
    this.body = plan.withoutHead();
    this.writer = writer;
    this.comparison = comparison;
  }

  /**
   * Writes pages of the plan.
   *
   * @param pages those that differ, with the first page of the plan
   * @throws CoprocessorException if they can't be written; the message says in which state the part
   *     is
   */
  void write(List<Page> pages) throws IOException {
    List<Page> pending = pages.stream().map(this::bodyOf).toList();
    for (int round = 1; round <= ROUNDS; round++) {
      try {
        List<Page> wrong = writeBody(pending);
        if (wrong.isEmpty()) {
          if (writeHead()) {
            return;
          }
          wrong = List.of(first());
        }
        log.warn("Erasing and writing {} pages again, which read back differently", wrong.size());
        // Where erasing takes everything, everything has to be written again.
        pending = writer.erasesByPages() ? wrong : body.pages();
      } catch (Stm32ResetException e) {
        log.warn("Starting over from erase: {}", e.getMessage());
      } catch (CoprocessorException e) {
        throw new CoprocessorException(e.problem(), e.getMessage() + ". " + state(), e);
      }
    }
    throw notVerified(pending.get(0));
  }

  /** Gives pages that are wrong afterwards. */
  private List<Page> writeBody(List<Page> pages) throws IOException {
    if (!writer.erase(pages, plan.head())) {
      return pages;
    }
    headIsOpen = false;
    Set<Page> wrong = new LinkedHashSet<>(writer.write(pages));
    List<Page> written = new ArrayList<>(pages);
    written.removeAll(wrong);
    wrong.addAll(comparison.verify(written));
    return pages.stream().filter(wrong::contains).toList();
  }

  private boolean writeHead() throws IOException {
    headIsOpen = true;
    Page head = first().withBlocks(List.of(plan.head()));
    return writer.write(List.of(head)).isEmpty() && comparison.verify(List.of(head)).isEmpty();
  }

  private Page bodyOf(Page page) {
    return page.number() == first().number() ? first() : page;
  }

  private Page first() {
    return body.pages().get(0);
  }

  private CoprocessorException notVerified(Page page) throws IOException {
    String what =
        String.format(
            "page at 0x%08X reads back differently after %d rounds of erasing and writing. Likely"
                + " it is write-protected, or the flash is worn out. ",
            page.start(), ROUNDS);
    return new CoprocessorException(Problem.NOT_VERIFIED, what + disarm());
  }

  /** Makes sure that the part starts no mix of two programs, and says how it is left. */
  private String disarm() {
    try {
      if (writer.erase(List.of(first()), plan.head())) {
        headIsOpen = false;
      }
    } catch (IOException e) {
      log.warn("The first page can't be erased any more: {}", e.getMessage());
    }
    return state();
  }

  private String state() {
    if (writer.erasedHead() && !headIsOpen) {
      return "The first page of the program is erased, so that the part stays without a program"
          + " until this succeeds";
    }
    if (headIsOpen) {
      return "All of the program but its first block was verified before";
    }
    return writer.erasedOthers()
        ? "Its first page is not erased though others are, so that it may start what is left of its"
            + " former program: hold it in reset"
        : "No page but the first was touched";
  }
}
