package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FirmwareImage.Format;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes a program into an STM32 over a serial line, through the boot loader that ST put there.
 *
 * <p>What does not fit, and a raw binary that no STM32 could start, is refused before anything is
 * erased. Only the pages that the image touches are erased: where the part's pages are not known
 * for sure, it is refused, unless {@link Stm32Permission#MASS_ERASE} allows to erase all. Blocks
 * that erased flash reads like are not sent, and everything is verified, by the part's own checksum
 * where it offers one, else by reading back. What the part holds already is not written at all.
 *
 * <p>The first page of the image is erased first, and its first block, with the vector table, is
 * written last, when all other blocks are verified. So a part that could not be written as a whole
 * does not start a mix of two programs.
 *
 * <p>Whatever fails on the line is repeated a bounded number of times; when the part was reset in
 * the middle, erasing begins anew. {@link #flash} returns only if the part verifiably holds the
 * image.
 *
 * <p>Not safe for use by several threads.
 */
public final class Stm32Flasher implements Flasher, FlashReader {
  private final SerialLink link;
  private final BootControl boot;
  private final MonotonicClock clock;
  private final Set<Stm32Permission> permissions;

  /**
   * Flashes over a line, and erases nothing but the pages of its image.
   *
   * @param link the line; it is set to even parity, and stays open
   * @param boot resets the part into its boot loader and back; it stays open
   */
  public Stm32Flasher(SerialLink link, BootControl boot) {
    this(link, boot, MonotonicClock.system());
  }

  /**
   * Flashes over a line, by a clock from outside.
   *
   * @param link the line; it is set to even parity, and stays open
   * @param boot resets the part into its boot loader and back; it stays open
   * @param clock for deadlines
   */
  public Stm32Flasher(SerialLink link, BootControl boot, MonotonicClock clock) {
    this(link, boot, clock, Set.of());
  }

  private Stm32Flasher(
      SerialLink link, BootControl boot, MonotonicClock clock, Set<Stm32Permission> permissions) {
    this.link = link;
    this.boot = boot;
    this.clock = clock;
    this.permissions = permissions;
  }

  /**
   * Allows what is never done otherwise.
   *
   * @param more what may be done
   * @return a flasher of the same part that may do this, too
   */
  public Stm32Flasher allowing(Stm32Permission... more) {
    Set<Stm32Permission> all = new HashSet<>(permissions);
    all.addAll(Arrays.asList(more));
    return new Stm32Flasher(link, boot, clock, Set.copyOf(all));
  }

  @Override
  public long rawAddress() {
    return Stm32Device.FLASH_START;
  }

  @Override
  public FlashResult flash(FirmwareImage image, FlashListener listener) throws IOException {
    return run(image, listener, false);
  }

  /**
   * Returns what {@link #flash} would do, without erasing or writing: finds the part, refuses what
   * does not fit, and compares.
   *
   * @param image the program
   * @param listener gets the progress
   * @return {@code UNCHANGED} if the part holds the image; else {@code WRITTEN}, with the bytes and
   *     pages that would be written and erased
   * @throws IOException as {@link #flash}
   */
  public FlashResult preview(FirmwareImage image, FlashListener listener) throws IOException {
    return run(image, listener, true);
  }

  @Override
  public byte[] read(FlashRange range) throws IOException {
    useEvenParity();
    return InBootLoader.run(
        boot,
        () -> {
          Stm32Session session = new Stm32Session(link, boot, clock);
          session.connect();
          byte[] content = new Stm32Reader(session).read(range);
          session.start(Stm32Device.FLASH_START);
          return content;
        });
  }

  private void useEvenParity() throws IOException {
    if (link.settings().parity() != Parity.EVEN) {
      link.configure(new SerialSettings(link.settings().baud(), Parity.EVEN));
    }
  }

  private FlashResult run(FirmwareImage image, FlashListener listener, boolean preview)
      throws IOException {
    if (image.format() == Format.RAW && !image.isTakenAsIs()) {
      VectorTable.require(image);
    }
    useEvenParity();
    return InBootLoader.run(
        boot, () -> new Stm32Run(link, boot, clock, permissions).run(image, listener, preview));
  }
}
