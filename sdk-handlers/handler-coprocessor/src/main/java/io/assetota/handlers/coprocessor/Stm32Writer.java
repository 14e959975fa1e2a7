package io.assetota.handlers.coprocessor;

import io.assetota.handlers.coprocessor.FlashPlan.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases pages and writes blocks. */
final class Stm32Writer {
  private static final Logger log = LoggerFactory.getLogger(Stm32Writer.class);

  /** So many bytes are erased by one command, so that progress moves and a retry is short. */
  private static final int ERASE_AT_ONCE = 16 << 10;

  /** More page numbers than that don't fit one byte (AN3155 3.7). */
  private static final int LAST_PAGE_OF_ERASE = 0xff;

  private static final int ATTEMPTS = 3;

  private final Stm32Session session;
  private final Stm32Target target;
  private final FlashListener listener;
  private long bytesWritten;
  private long bytesSkipped;
  private int pagesErased;

  Stm32Writer(Stm32Session session, Stm32Target target, FlashListener listener) {
    this.session = session;
    this.target = target;
    this.listener = listener;
  }

  long bytesWritten() {
    return bytesWritten;
  }

  long bytesSkipped() {
    return bytesSkipped;
  }

  int pagesErased() {
    return pagesErased;
  }

  void erase(List<Page> pages) throws IOException {
    long total = FlashPlan.bytes(pages);
    listener.progress(FlashPhase.ERASE, 0, total);
    if (erasesByPages(pages)) {
      long done = 0;
      for (List<Page> some : portions(pages)) {
        erasePages(some);
        done += FlashPlan.bytes(some);
        listener.progress(FlashPhase.ERASE, done, total);
      }
    } else {
      log.warn("erasing all flash of {}: its pages can't be erased one by one", target.device());
      session.attempt(
          true,
          () -> {
            if (session.info().has(Stm32Command.EXTENDED_ERASE)) {
              session.bootloader().extendedEraseAll(Stm32Bootloader.EraseArea.ALL);
            } else {
              session.bootloader().eraseAll();
            }
            return pages;
          });
      pagesErased += target.device().flash().pageSizes().size();
      listener.progress(FlashPhase.ERASE, total, total);
    }
  }

  /** Tells whether pages can be erased without all others. */
  boolean erasesByPages(List<Page> pages) {
    return !target.erasesAllAtOnce()
        && (session.info().has(Stm32Command.EXTENDED_ERASE)
            || pages.stream().allMatch(page -> page.number() <= LAST_PAGE_OF_ERASE));
  }

  private List<List<Page>> portions(List<Page> pages) {
    List<List<Page>> portions = new ArrayList<>();
    int size = ERASE_AT_ONCE;
    for (Page page : pages) {
      if (size >= ERASE_AT_ONCE) {
        portions.add(new ArrayList<>());
        size = 0;
      }
      portions.get(portions.size() - 1).add(page);
      size += target.device().flash().pageSizes().get(page.number());
    }
    return portions;
  }

  private void erasePages(List<Page> pages) throws IOException {
    int[] numbers = pages.stream().mapToInt(Page::number).toArray();
    Duration time = Duration.ofSeconds(1);
    for (int number : numbers) {
      time = time.plus(target.device().eraseTime(number));
    }
    Duration patience = time;
    session.attempt(
        true,
        () -> {
          if (session.info().has(Stm32Command.EXTENDED_ERASE)) {
            session.bootloader().extendedErase(numbers, patience);
          } else {
            session.bootloader().erase(numbers, patience);
          }
          return numbers;
        });
    pagesErased += numbers.length;
  }

  /**
   * Writes all blocks of some pages that erasing did not make right already. The first block, with
   * the vector table, comes last: a part that lost power in between does not run half a program.
   *
   * @return pages that have to be erased again, because a block was written in part
   */
  Set<Page> write(List<Page> pages) throws IOException {
    long total = FlashPlan.bytes(pages);
    long done = 0;
    Set<Page> spoiled = new LinkedHashSet<>();
    listener.progress(FlashPhase.WRITE, 0, total);
    FlashBlock last = pages.get(0).blocks().get(0);
    for (Page page : pages) {
      for (FlashBlock block : page.blocks()) {
        if (block != last && !spoiled.contains(page) && !write(block)) {
          spoiled.add(page);
        }
        done += block == last ? 0 : block.length();
        listener.progress(FlashPhase.WRITE, done, total);
      }
    }
    if (!spoiled.contains(pages.get(0)) && !write(last)) {
      spoiled.add(pages.get(0));
    }
    listener.progress(FlashPhase.WRITE, total, total);
    return spoiled;
  }

  /** Gives false if the block was written in part, so that only erasing helps. */
  private boolean write(FlashBlock block) throws IOException {
    if (block.isBlank()) {
      bytesSkipped += block.length();
      return true;
    }
    FrameException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        bytesWritten += block.length();
        session.bootloader().write(block.address(), block.content());
        return true;
      } catch (FrameException e) {
        last = e;
        if (session.recover(e)) {
          throw new Stm32ResetException();
        }
        byte[] now = session.read(block);
        if (Arrays.equals(now, block.content())) {
          return true;
        }
        if (!FlashBlock.isBlank(now, target.device().flash().erasedValue())) {
          return false;
        }
      }
    }
    throw session.gaveUp(ATTEMPTS, last);
  }
}
