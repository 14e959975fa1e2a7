package io.assetota.handlers.coprocessor;

import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.coprocessor.FlashResult.Verification;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a program into an ESP32 through the loader in its ROM: deflated, and verified by the MD5
 * that the ROM computes. A piece that the part holds already is not sent. Other chips of the family
 * are refused.
 *
 * <p>Not safe for use by several threads.
 */
public final class Esp32Flasher implements Flasher {
  private static final Logger log = LoggerFactory.getLogger(Esp32Flasher.class);
  private static final int ESP32 = 0x00f0_1d83;
  private static final int ATTEMPTS = 3;
  private static final int SYNCS = 7;
  private static final int SECTOR = 4 << 10;

  private final SerialLink link;
  private final BootControl boot;
  private final MonotonicClock clock;
  private final long address;
  private final int flashSize;

  /**
   * Flashes over a line.
   *
   * @param link the line, at 8N1; it stays open
   * @param boot brings the part into its loader and back; it stays open
   * @param clock for deadlines
   * @param address where a raw binary belongs, a multiple of 4096: 0x10000 for an application, with
   *     the usual partitions
   * @param flashSize bytes of the module's flash
   */
  public Esp32Flasher(
      SerialLink link, BootControl boot, MonotonicClock clock, long address, int flashSize) {
    this.link = link;
    this.boot = boot;
    this.clock = clock;
    this.address = address;
    this.flashSize = flashSize;
  }

  @Override
  public long rawAddress() {
    return address;
  }

  @Override
  public FlashResult flash(FirmwareImage image, FlashListener listener) throws IOException {
    long begin = clock.nanoTime();
    requireFits(image);
    FlashResult result;
    try {
      result = flash(image, listener, begin);
    } catch (IOException | RuntimeException e) {
      try {
        boot.runProgram();
      } catch (IOException f) {
        e.addSuppressed(f);
      }
      throw e;
    }
    boot.runProgram();
    return result;
  }

  private FlashResult flash(FirmwareImage image, FlashListener listener, long begin)
      throws IOException {
    Esp32Loader loader = new Esp32Loader(link, clock);
    connect(loader);
    Esp32Transfer transfer = new Esp32Transfer(loader, listener, image.size());
    int retries = 0;
    for (FirmwareSegment segment : image.segments()) {
      for (int attempt = 1; ; attempt++) {
        try {
          transfer.bring(segment, attempt == 1);
          break;
        } catch (FrameException e) {
          log.warn("{} on {}; starting over with this piece", e.getMessage(), link.name());
          if (attempt == ATTEMPTS) {
            throw new CoprocessorException(
                Problem.UNRELIABLE_LINE,
                String.format(
                    "%s on %s, %d times, for the piece at 0x%X. Likely a bad contact, or too high a"
                        + " speed",
                    e.getMessage(), link.name(), ATTEMPTS, segment.address()),
                e);
          }
          retries++;
          connect(loader);
        }
      }
    }
    if (!boot.canReset()) {
      restart(loader);
    }
    return new FlashResult(
        "ESP32",
        transfer.sectorsErased() == 0 ? Outcome.UNCHANGED : Outcome.WRITTEN,
        Verification.CHECKSUM,
        transfer.bytesWritten(),
        0,
        transfer.sectorsErased(),
        retries,
        Duration.ofNanos(clock.nanoTime() - begin));
  }

  private void requireFits(FirmwareImage image) throws CoprocessorException {
    for (FirmwareSegment segment : image.segments()) {
      if (segment.end() > flashSize || segment.address() % SECTOR != 0) {
        throw new CoprocessorException(
            Problem.DOES_NOT_FIT,
            String.format(
                "the image has %d bytes for 0x%X; the flash has %d bytes in sectors of %d. Nothing"
                    + " was erased",
                segment.length(), segment.address(), flashSize, SECTOR));
      }
    }
  }

  private void connect(Esp32Loader loader) throws IOException {
    FrameException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      boot.enterBootLoader();
      for (int sync = 0; sync < SYNCS; sync++) {
        try {
          loader.sync();
          if (loader.magic() != ESP32) {
            throw new CoprocessorException(
                Problem.REFUSED,
                "the part on " + link.name() + " is of Espressif's family, but no ESP32");
          }
          loader.attachFlash(flashSize);
          return;
        } catch (FrameException e) {
          last = e;
        }
      }
    }
    throw new CoprocessorException(
        Problem.NO_ANSWER,
        "the ROM's loader is silent on "
            + link.name()
            + " at "
            + link.settings()
            + ". Likely GPIO0 (it has to be low while EN rises) or EN; or TX and RX are crossed",
        last);
  }

  private static void restart(Esp32Loader loader) throws IOException {
    try {
      loader.endAndReboot();
    } catch (FrameException e) {
      log.warn("{}: the program is in the part, but may need a reset", e.getMessage());
    }
  }
}
