package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashPhase;
import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.stm32.FlashPlan.Page;
import io.assetota.handlers.coprocessor.stm32.protocol.Stm32Bootloader;
import io.assetota.handlers.coprocessor.stm32.protocol.Stm32Command;
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

  private static final int ATTEMPTS = 3;

  private final Stm32Session session;
  private final Stm32Target target;
  private final FlashListener listener;
  private final boolean byPages;
  private boolean erasedHead;
  private boolean erasedOthers;
  private long bytesWritten;
  private long bytesSkipped;
  private int pagesErased;

  /**
   * Erases and writes.
   *
   * @param byPages whether pages are erased one by one, else all flash at once
   */
  Stm32Writer(Stm32Session session, Stm32Target target, FlashListener listener, boolean byPages) {
    this.byPages = byPages;
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

  /** Returns whether the first page of the image was seen to be erased. */
  boolean erasedHead() {
    return erasedHead;
  }

  /** Returns whether anything but the first page of the image was erased. */
  boolean erasedOthers() {
    return erasedOthers;
  }

  /** Returns whether pages are erased without all others. */
  boolean erasesByPages() {
    return byPages;
  }

  /**
   * Erases pages, the one with the head first.
   *
   * @param head the first block of the image
   * @return false if the page of the head is still not erased; then no other was touched, unless
   *     all are erased at once
   */
  boolean erase(List<Page> pages, FlashBlock head) throws IOException {
    long total = FlashPlan.bytes(pages);
    long done = 0;
    listener.progress(FlashPhase.ERASE, 0, total);
    if (byPages) {
      for (List<Page> some : portions(pages, head)) {
        boolean isFirst = done == 0 && some.get(0).holds(head);
        erasedOthers |= !isFirst;
        erasePages(some);
        if (isFirst && !isErased(head)) {
          return false;
        }
        done += FlashPlan.bytes(some);
        listener.progress(FlashPhase.ERASE, done, total);
      }
      return true;
    }
    log.warn("Erasing all flash of {}", target.device());
    erasedOthers = true;
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
    return isErased(head);
  }

  private boolean isErased(FlashBlock head) throws IOException {
    int erased = target.device().flash().erasedValue();
    erasedHead = FlashBlock.isBlank(session.read(head), erased);
    if (!erasedHead) {
      // A second look: noise on the line can change what is read.
      session.checkInStep();
      erasedHead = FlashBlock.isBlank(session.read(head), erased);
    }
    return erasedHead;
  }

  private List<List<Page>> portions(List<Page> pages, FlashBlock head) {
    List<List<Page>> portions = new ArrayList<>();
    int size = ERASE_AT_ONCE;
    for (Page page : pages) {
      if (size >= ERASE_AT_ONCE) {
        portions.add(new ArrayList<>());
        size = 0;
      }
      portions.get(portions.size() - 1).add(page);
      if (portions.size() == 1 && page.holds(head)) {
        size = ERASE_AT_ONCE;
        continue;
      }
      size += page.size();
    }
    return portions;
  }

  private void erasePages(List<Page> pages) throws IOException {
    int[] numbers = pages.stream().mapToInt(target::pageNumber).toArray();
    Duration time = Duration.ofSeconds(1);
    for (Page page : pages) {
      time = time.plus(target.device().eraseTime(page.number()));
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
   * Writes all blocks of some pages that erasing did not make right already.
   *
   * @return pages that have to be erased again, because a block was written in part
   */
  Set<Page> write(List<Page> pages) throws IOException {
    long total = FlashPlan.bytes(pages);
    long done = 0;
    Set<Page> spoiled = new LinkedHashSet<>();
    listener.progress(FlashPhase.WRITE, 0, total);
    for (Page page : pages) {
      for (FlashBlock block : page.blocks()) {
        if (!spoiled.contains(page) && !write(block)) {
          spoiled.add(page);
        }
        done += block.length();
        listener.progress(FlashPhase.WRITE, done, total);
      }
    }
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
