package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.line.Exchange;
import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.coprocessor.stm32.protocol.Stm32Bootloader;
import io.assetota.handlers.coprocessor.stm32.protocol.Stm32Command;
import io.assetota.handlers.coprocessor.stm32.protocol.Stm32Info;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A conversation with a boot loader over a line that may fail: what fails is repeated, after both
 * have found each other again, a bounded number of times.
 */
final class Stm32Session {
  private static final Logger log = LoggerFactory.getLogger(Stm32Session.class);

  private final Stm32Bootloader bootloader;
  private final BootControl boot;
  private final String line;
  private Stm32Info info = new Stm32Info(0, Set.of());
  private int chipId;
  private int retries;

  Stm32Session(SerialLink link, BootControl boot, MonotonicClock clock) {
    this.bootloader = new Stm32Bootloader(link, clock);
    this.boot = boot;
    this.line = link.name() + " at " + link.settings();
  }

  Stm32Bootloader bootloader() {
    return bootloader;
  }

  Stm32Info info() {
    return info;
  }

  int chipId() {
    return chipId;
  }

  int retries() {
    return retries;
  }

  /** Enters the boot loader and asks what the part is. */
  void connect() throws IOException {
    try {
      Exchange.repeat(
          this::identify,
          failure -> {
            retries++;
            log.warn("No boot loader answers on {}: {}", line, failure.getMessage());
          });
    } catch (FrameException e) {
      throw Stm32Diagnosis.noBootLoader(line, boot.canReset(), e);
    }
  }

  private Stm32Info identify() throws IOException {
    boot.enterBootLoader();
    bootloader.sync();
    info = bootloader.get();
    chipId = bootloader.chipId();
    if (!info.equals(bootloader.get()) || !info.has(Stm32Command.GET_ID)) {
      throw new FrameException(Kind.GARBLED, "two different answers to Get");
    }
    return info;
  }

  /**
   * Runs an exchange, again if it fails.
   *
   * @param resetMatters whether a reset in between undoes work, which is then told by a {@link
   *     Stm32ResetException}
   */
  <T> T attempt(boolean resetMatters, Exchange<T> exchange) throws IOException {
    try {
      return Exchange.repeat(
          exchange,
          failure -> {
            boolean wasReset = recover(failure);
            if (wasReset && resetMatters) {
              throw new Stm32ResetException();
            }
          });
    } catch (FrameException e) {
      throw gaveUp(Exchange.ATTEMPTS, e);
    }
  }

  /** Starts a program, where no reset does that: its vector table is at this address. */
  void start(long address) throws IOException {
    if (boot.canReset()) {
      return;
    }
    try {
      bootloader.go(address);
    } catch (FrameException e) {
      log.warn("The program is in the part, but may need a reset to start: {}", e.getMessage());
    }
  }

  CoprocessorException gaveUp(int attempts, @Nullable FrameException last) {
    return Stm32Diagnosis.gaveUp(line, attempts, last);
  }

  /** Reads back what is where a block belongs. */
  byte[] read(FlashBlock block) throws IOException {
    return attempt(false, () -> bootloader.read(block.address(), block.length()));
  }

  /**
   * Makes sure that answers belong to questions: noise can look like an answer, and stay unseen.
   */
  void checkInStep() throws IOException {
    attempt(
        false,
        () -> {
          if (bootloader.chipId() != chipId) {
            throw new FrameException(Kind.GARBLED, "Get ID: not the id that it was");
          }
          return chipId;
        });
  }

  /**
   * Finds each other again after something failed, without touching flash.
   *
   * @return true if the part was reset in the meantime, or had to be
   */
  boolean recover(FrameException failure) throws IOException {
    retries++;
    log.warn("Looking for the boot loader on {} again: {}", line, failure.getMessage());
    boolean wasReset = false;
    FrameException last = failure;
    for (int attempt = 0; attempt < Exchange.ATTEMPTS; attempt++) {
      if (attempt > 0 && boot.canReset()) {
        boot.enterBootLoader();
        wasReset = true;
      }
      try {
        wasReset |= bootloader.sync();
        if (bootloader.chipId() == chipId) {
          return wasReset;
        }
      } catch (FrameException e) {
        last = e;
      }
    }
    throw Stm32Diagnosis.lost(line, boot.canReset(), last);
  }
}
