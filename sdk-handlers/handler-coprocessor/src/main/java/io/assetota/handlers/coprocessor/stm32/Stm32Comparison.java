package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashPhase;
import io.assetota.handlers.coprocessor.FlashResult.Verification;
import io.assetota.handlers.coprocessor.stm32.FlashPlan.Page;
import io.assetota.handlers.coprocessor.stm32.protocol.Stm32Command;
import io.assetota.handlers.coprocessor.stm32.protocol.Stm32Crc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns which pages differ from the image: by the part's own checksum where it offers one, else
 * by reading back. A checksum only ever confirms; what it does not confirm is read.
 */
final class Stm32Comparison {
  private static final Logger log = LoggerFactory.getLogger(Stm32Comparison.class);

  private final Stm32Session session;
  private final FlashListener listener;
  private boolean checksums;

  Stm32Comparison(Stm32Session session, FlashListener listener) {
    this.session = session;
    this.listener = listener;
    this.checksums = session.info().has(Stm32Command.GET_CHECKSUM);
  }

  Verification kind() {
    return checksums ? Verification.CHECKSUM : Verification.READ_BACK;
  }

  /**
   * Finds what has to be written. Without checksums, comparing takes as long as writing, so that it
   * ends at the first difference and takes all behind it for different.
   */
  List<Page> toWrite(List<Page> pages) throws IOException {
    List<Page> differing = new ArrayList<>();
    long total = FlashPlan.bytes(pages);
    long done = 0;
    listener.progress(FlashPhase.CHECK, 0, total);
    for (Page page : pages) {
      listener.checkCancelled();
      if (!(checksums ? checksumConfirms(page) : readBackConfirms(page))) {
        differing.add(page);
        if (!checksums) {
          differing.addAll(pages.subList(pages.indexOf(page) + 1, pages.size()));
          break;
        }
      }
      done += page.bytes();
      listener.progress(FlashPhase.CHECK, done, total);
    }
    return differing;
  }

  /** Finds what was not written properly. */
  List<Page> verify(List<Page> pages) throws IOException {
    List<Page> differing = new ArrayList<>();
    long total = FlashPlan.bytes(pages);
    long done = 0;
    listener.progress(FlashPhase.VERIFY, 0, total);
    for (Page page : pages) {
      boolean confirmed = checksums && checksumConfirms(page);
      if (!confirmed && readBackConfirms(page)) {
        if (checksums) {
          log.warn("The part computes checksums in a way of its own; reading back instead");
          checksums = false;
        }
        confirmed = true;
      }
      if (!confirmed) {
        differing.add(page);
      }
      done += page.bytes();
      listener.progress(FlashPhase.VERIFY, done, total);
    }
    return differing;
  }

  private boolean checksumConfirms(Page page) throws IOException {
    for (List<FlashBlock> run : page.runs()) {
      Stm32Crc expected = new Stm32Crc();
      int length = 0;
      for (FlashBlock block : run) {
        expected.update(block.content());
        length += block.length();
      }
      long address = run.get(0).address();
      int bytes = length;
      try {
        int actual = session.attempt(false, () -> session.bootloader().checksum(address, bytes));
        if (actual != expected.value()) {
          return false;
        }
      } catch (CoprocessorException e) {
        if (e.problem() != Problem.REFUSED) {
          throw e;
        }
        log.warn("The part refuses checksums; reading back instead");
        checksums = false;
        return false;
      }
    }
    return true;
  }

  private boolean readBackConfirms(Page page) throws IOException {
    for (FlashBlock block : page.blocks()) {
      if (!Arrays.equals(session.read(block), block.content())) {
        // A second look: noise on the line can change what is read, too.
        session.checkInStep();
        if (!Arrays.equals(session.read(block), block.content())) {
          return false;
        }
      }
    }
    return true;
  }
}
