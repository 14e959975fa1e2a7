package io.assetota.handlers.coprocessor.avr;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashRange;
import io.assetota.handlers.coprocessor.FlashReader;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.Flasher;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.line.InBootLoader;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * Writes a program into an AVR through a boot loader that speaks the STK500 protocol, version 1:
 * Optiboot (at 115200 baud) and the older ATmegaBOOT (at 57600 or 19200 baud) of Arduino boards.
 *
 * <p>An image that would reach into the boot loader, and a raw binary that no AVR could start, is
 * refused before anything is erased. Pages that hold their content already are not written; in
 * pages that the image covers in part, the rest stays as it is.
 *
 * <p>The first page gets an endless loop before anything else is written, and its content when all
 * other pages are verified. So a part that could not be written as a whole does not start a mix of
 * two programs.
 *
 * <p>The protocol has no checksums. Everything is read back, and {@link #flash} returns only if the
 * part verifiably holds the image; but an address that the line disturbs may hit a page beside the
 * image, which is not noticed. What fails is repeated a bounded number of times, each time after a
 * reset where one is possible.
 *
 * <p>Not safe for use by several threads.
 */
public final class AvrFlasher implements Flasher, FlashReader {
  private final SerialLink link;
  private final BootControl boot;
  private final MonotonicClock clock;
  private final OptionalInt bootLoaderSize;

  /**
   * Flashes over a line.
   *
   * @param link the line, at the speed of the boot loader; it is set to no parity, and stays open
   * @param boot resets the part into its boot loader and back; it stays open
   */
  public AvrFlasher(SerialLink link, BootControl boot) {
    this(link, boot, MonotonicClock.system());
  }

  /**
   * Flashes over a line, by a clock from outside.
   *
   * @param link the line, at the speed of the boot loader; it is set to no parity, and stays open
   * @param boot resets the part into its boot loader and back; it stays open
   * @param clock for deadlines
   */
  public AvrFlasher(SerialLink link, BootControl boot, MonotonicClock clock) {
    this(link, boot, clock, OptionalInt.empty());
  }

  private AvrFlasher(
      SerialLink link, BootControl boot, MonotonicClock clock, OptionalInt bootLoaderSize) {
    this.link = link;
    this.boot = boot;
    this.clock = clock;
    this.bootLoaderSize = bootLoaderSize;
  }

  /**
   * Says how much of flash belongs to the boot loader. Default: as much as the largest usual one
   * needs, 2048 bytes on an ATmega328P. The fuses of the part decide it, and a boot loader can't
   * read them; on a board whose fuses are set for Optiboot, such as the Uno, 512 is right.
   *
   * @param bytes at the end of flash, 256 to 8192, a power of two
   * @return a flasher of the same part that leaves this much
   * @throws IllegalArgumentException if it is none of those
   */
  public AvrFlasher withBootLoaderSize(int bytes) {
    if (bytes < 256 || bytes > 8192 || Integer.bitCount(bytes) != 1) {
      throw new IllegalArgumentException(
          "a boot section has 256 to 8192 bytes, a power of two, not " + bytes);
    }
    return new AvrFlasher(link, boot, clock, OptionalInt.of(bytes));
  }

  /** The start of flash: 0. */
  @Override
  public long rawAddress() {
    return 0;
  }

  @Override
  public FlashResult flash(FirmwareImage image, FlashListener listener) throws IOException {
    AvrRun run = begin(image, listener);
    return InBootLoader.run(boot, run::flash);
  }

  /**
   * Finds out what {@link #flash} would do, without writing: finds the part, refuses what does not
   * fit, and compares.
   *
   * @param image the program
   * @param listener gets the progress
   * @return {@code UNCHANGED} if the part holds the image; else {@code WRITTEN}, with the bytes and
   *     pages that would be written and erased
   * @throws IOException as {@link #flash}
   */
  public FlashResult preview(FirmwareImage image, FlashListener listener) throws IOException {
    AvrRun run = begin(image, listener);
    return InBootLoader.run(boot, run::preview);
  }

  @Override
  public byte[] read(FlashRange range) throws IOException {
    useNoParity();
    return InBootLoader.run(
        boot,
        () -> {
          AvrSession session = new AvrSession(link, boot, clock);
          session.connect();
          byte[] content = new AvrReader(session).read(range);
          session.leave();
          return content;
        });
  }

  private void useNoParity() throws IOException {
    if (link.settings().parity() != Parity.NONE) {
      link.configure(new SerialSettings(link.settings().baud(), Parity.NONE));
    }
  }

  private AvrRun begin(FirmwareImage image, FlashListener listener) throws IOException {
    AvrProgram.requireVector(image);
    useNoParity();
    return new AvrRun(new AvrSession(link, boot, clock), clock, bootLoaderSize, image, listener);
  }
}
