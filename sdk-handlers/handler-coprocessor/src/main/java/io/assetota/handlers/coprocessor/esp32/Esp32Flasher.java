package io.assetota.handlers.coprocessor.esp32;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FirmwareSegment;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashRange;
import io.assetota.handlers.coprocessor.FlashReader;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.coprocessor.FlashResult.Verification;
import io.assetota.handlers.coprocessor.Flasher;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.coprocessor.line.InBootLoader;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a program into an ESP32, S2, S3, C3 or C6 through the loader in its ROM: deflated, and
 * verified by the MD5 that the ROM computes. A piece that the part holds already is not sent. An
 * image for another chip of the family, or for more flash than there is, is refused before anything
 * is erased.
 *
 * <p>Not safe for use by several threads.
 */
public final class Esp32Flasher implements Flasher, FlashReader {
  private static final Logger log = LoggerFactory.getLogger(Esp32Flasher.class);
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
   * @param flashSize bytes of the module's flash; if the flash tells another size, that counts
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
    EspImage.requireHeader(image);
    requireFits(image, flashSize);
    return InBootLoader.run(boot, () -> flash(image, listener, begin));
  }

  @Override
  public byte[] read(FlashRange range) throws IOException {
    return InBootLoader.run(
        boot,
        () -> {
          Esp32Loader loader = new Esp32Loader(link, clock);
          for (int attempt = 1; ; attempt++) {
            connect(loader);
            try {
              byte[] content = new Esp32Reader(loader).read(range);
              if (!boot.canReset()) {
                restart(loader);
              }
              return content;
            } catch (FrameException e) {
              log.warn("Reading once more on {}: {}", link.name(), e.getMessage());
              if (attempt == ATTEMPTS) {
                throw new CoprocessorException(
                    Problem.UNRELIABLE_LINE, e.getMessage() + ", on " + link.name(), e);
              }
            }
          }
        });
  }

  private FlashResult flash(FirmwareImage image, FlashListener listener, long begin)
      throws IOException {
    Esp32Loader loader = new Esp32Loader(link, clock);
    Part part = connect(loader);
    log.info("Found an {} with {} bytes of flash on {}", part.chip(), part.size(), link.name());
    EspImage.requireFor(image, part.chip(), part.size());
    requireFits(image, part.size());
    Esp32Transfer transfer = new Esp32Transfer(loader, part.chip(), listener, image.size());
    int retries = 0;
    for (FirmwareSegment segment : image.segments()) {
      for (int attempt = 1; ; attempt++) {
        try {
          transfer.bring(segment, attempt == 1);
          break;
        } catch (FrameException e) {
          log.warn("Starting over with this piece on {}: {}", link.name(), e.getMessage());
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
        part.chip().toString(),
        transfer.sectorsErased() == 0 ? Outcome.UNCHANGED : Outcome.WRITTEN,
        Verification.CHECKSUM,
        transfer.bytesWritten(),
        0,
        transfer.sectorsErased(),
        retries,
        Duration.ofNanos(clock.nanoTime() - begin));
  }

  private static void requireFits(FirmwareImage image, long size) throws CoprocessorException {
    for (FirmwareSegment segment : image.segments()) {
      if (segment.end() > size || segment.address() % SECTOR != 0) {
        throw new CoprocessorException(
            Problem.DOES_NOT_FIT,
            String.format(
                "the image has %d bytes for 0x%X; the flash has %d bytes in sectors of %d. Nothing"
                    + " was erased",
                segment.length(), segment.address(), size, SECTOR));
      }
    }
  }

  /** The chip that answers, and how much flash it has. */
  private record Part(EspChip chip, long size) {}

  private Part connect(Esp32Loader loader) throws IOException {
    FrameException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      boot.enterBootLoader();
      for (int sync = 0; sync < SYNCS; sync++) {
        try {
          loader.sync();
          EspChip chip = identify(loader);
          attachFlash(loader, chip);
          return new Part(chip, new EspFlashSize(loader, chip).read().orElse(flashSize));
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

  /**
   * By the register that tells the older ones apart, or by what the younger ones say of themselves.
   */
  private EspChip identify(Esp32Loader loader) throws IOException {
    String magic;
    try {
      int value = loader.magic();
      Optional<EspChip> chip = EspChip.ofMagic(value);
      if (chip.isPresent()) {
        return chip.get();
      }
      magic = String.format("its magic is 0x%08X", value);
    } catch (FrameException e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      magic = "it refuses to read registers (" + e.getMessage() + ")";
    }
    try {
      OptionalInt id = loader.chipId();
      Optional<EspChip> chip = id.isPresent() ? EspChip.ofImageId(id.getAsInt()) : Optional.empty();
      if (chip.isPresent()) {
        return chip.get();
      }
      magic += id.isPresent() ? String.format(", its id 0x%04X", id.getAsInt()) : "";
    } catch (FrameException e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
    }
    throw new CoprocessorException(
        Problem.REFUSED,
        "the part on "
            + link.name()
            + " is of Espressif's family, but no ESP32, S2, S3, C3 or C6: "
            + magic
            + ". Nothing was erased");
  }

  private void attachFlash(Esp32Loader loader, EspChip chip) throws IOException {
    try {
      loader.attachFlash(flashSize);
    } catch (FrameException e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      throw new CoprocessorException(
          Problem.REFUSED,
          "the "
              + chip
              + " on "
              + link.name()
              + " does not connect its flash ("
              + e.getMessage()
              + "). Likely the flash is missing or on other pins, or its supply is off",
          e);
    }
  }

  private static void restart(Esp32Loader loader) throws IOException {
    try {
      loader.endAndReboot();
    } catch (FrameException e) {
      log.warn("The program is in the part, but may need a reset to start: {}", e.getMessage());
    }
  }
}
