package io.assetota.handlers.coprocessor.avr;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.line.Exchange;
import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A conversation with a boot loader: what fails is repeated, a bounded number of times. */
final class AvrSession {
  private static final Logger log = LoggerFactory.getLogger(AvrSession.class);

  /** At 200 ms each: boot loaders blink with an LED before they listen, one second at most. */
  private static final int SYNCS = 10;

  private final Stk500 loader;
  private final BootControl boot;
  private final String line;
  private String version = "";
  private int signature;
  private int retries;
  private long bytesWritten;
  private int pagesWritten;

  AvrSession(SerialLink link, BootControl boot, MonotonicClock clock) {
    this.loader = new Stk500(link, clock);
    this.boot = boot;
    this.line = link.name() + " at " + link.settings();
  }

  String line() {
    return line;
  }

  String version() {
    return version;
  }

  int signature() {
    return signature;
  }

  int retries() {
    return retries;
  }

  long bytesWritten() {
    return bytesWritten;
  }

  int pagesWritten() {
    return pagesWritten;
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
      throw noBootLoader(e);
    }
  }

  private int identify() throws IOException {
    enter();
    signature = loader.signature();
    version = loader.version();
    loader.enterProgramming();
    if (signature != loader.signature()) {
      throw new FrameException(Kind.GARBLED, "two different signatures");
    }
    return signature;
  }

  private void enter() throws IOException {
    boot.enterBootLoader();
    FrameException last = null;
    for (int i = 0; i < SYNCS; i++) {
      try {
        loader.sync();
        loader.settle();
        return;
      } catch (FrameException e) {
        last = e;
      }
    }
    throw last == null ? new FrameException(Kind.SILENCE, "silence") : last;
  }

  /** Reads a page. */
  byte[] read(int address, int length) throws IOException {
    return attempt(() -> loader.read(address, length));
  }

  /** Reads a page until two readings are the same: noise must not become content. */
  byte[] readTwice(int address, int length) throws IOException {
    byte[] last = read(address, length);
    for (int attempt = 0; attempt < Exchange.ATTEMPTS; attempt++) {
      byte[] now = read(address, length);
      if (Arrays.equals(now, last)) {
        return now;
      }
      last = now;
    }
    throw new CoprocessorException(
        Problem.UNRELIABLE_LINE,
        String.format(
            "the page at 0x%04X reads differently each time on %s. Likely a bad contact, or ground;"
                + " try a shorter wire",
            address, line));
  }

  /** Erases and writes a page. Doing it again gives the same. */
  void write(int address, byte[] page) throws IOException {
    attempt(
        () -> {
          bytesWritten += page.length;
          pagesWritten++;
          loader.write(address, page);
          return page;
        });
  }

  /** Lets the boot loader start the program. The image is verified: a failure is only logged. */
  void leave() throws IOException {
    try {
      loader.leaveProgramming();
    } catch (FrameException e) {
      log.warn("The program is in the part, but may need a reset to start: {}", e.getMessage());
    }
  }

  private <T> T attempt(Exchange<T> exchange) throws IOException {
    try {
      return Exchange.repeat(exchange, this::recover);
    } catch (FrameException e) {
      throw new CoprocessorException(
          Problem.UNRELIABLE_LINE,
          String.format(
              "%s on %s, %d times. Likely a bad contact, or ground; try a shorter wire",
              e.getMessage(), line, Exchange.ATTEMPTS),
          e);
    }
  }

  /** By a reset where there is one: a boot loader in the middle of a frame takes all for data. */
  private void recover(FrameException failure) throws IOException {
    retries++;
    log.warn("Looking for the boot loader on {} again: {}", line, failure.getMessage());
    FrameException last = failure;
    for (int attempt = 0; attempt < Exchange.ATTEMPTS; attempt++) {
      try {
        enter();
        if (loader.signature() == signature) {
          loader.enterProgramming();
          return;
        }
      } catch (FrameException e) {
        last = e;
      }
    }
    String advice =
        boot.canReset()
            ? "not even after a reset: check the supply and the reset wire"
            : "and nothing here can reset it: reset it by hand, or connect its reset";
    throw new CoprocessorException(
        last.kind() == Kind.SILENCE ? Problem.NO_ANSWER : Problem.UNRELIABLE_LINE,
        "the boot loader on " + line + " was lost in the middle of the work, " + advice,
        last);
  }

  private CoprocessorException noBootLoader(FrameException last) {
    String speed = "the speed (115200 baud for Optiboot, 57600 or 19200 for older boot loaders)";
    return last.kind() == Kind.SILENCE
        ? new CoprocessorException(
            Problem.NO_ANSWER,
            "the boot loader is silent on "
                + line
                + ". Likely "
                + (boot.canReset()
                    ? "the reset: the boot loader only listens for a second after it"
                    : "a missing reset: the boot loader only listens for a second after one")
                + "; or "
                + speed
                + "; or TX and RX are crossed",
            last)
        : new CoprocessorException(
            Problem.GARBLED_ANSWER,
            "something answers on "
                + line
                + ", but not as a boot loader with STK500 protocol 1 does ("
                + last.getMessage()
                + "). Likely "
                + speed
                + "; or the reset is missing, and the part's own program talks",
            last);
  }
}
