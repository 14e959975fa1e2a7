package io.assetota.handlers.coprocessor;

import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;

/**
 * Brings a program into an STM32 through the boot loader that ST put there, over a serial line.
 *
 * <p>What does not fit is refused before anything is erased. Only the pages that the image touches
 * are erased, blocks that erased flash reads like are not sent, and everything is verified, by the
 * part's own checksum where it offers one, else by reading back. What the part holds already is not
 * written at all. Whatever fails on the line is repeated a bounded number of times; when the part
 * was reset in the middle, erasing begins anew. {@link #flash} returns only if the part verifiably
 * holds the image.
 *
 * <p>Not safe for use by several threads.
 */
public final class Stm32Flasher implements Flasher {
  private final SerialLink link;
  private final BootControl boot;
  private final MonotonicClock clock;
  private final boolean liftsReadoutProtection;

  /**
   * Flashes over a line, and never lifts readout protection.
   *
   * @param link the line; it is set to even parity, and stays open
   * @param boot brings the part into its boot loader and back; it stays open
   */
  public Stm32Flasher(SerialLink link, BootControl boot) {
    this(link, boot, MonotonicClock.system(), false);
  }

  /**
   * Flashes over a line.
   *
   * @param link the line; it is set to even parity, and stays open
   * @param boot brings the part into its boot loader and back; it stays open
   * @param clock for deadlines
   * @param liftsReadoutProtection whether to lift readout protection if it is active, which
   *     <em>erases all flash of the part</em>; otherwise such a part is refused
   */
  public Stm32Flasher(
      SerialLink link, BootControl boot, MonotonicClock clock, boolean liftsReadoutProtection) {
    this.link = link;
    this.boot = boot;
    this.clock = clock;
    this.liftsReadoutProtection = liftsReadoutProtection;
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
   * Tells what {@link #flash} would do, without erasing or writing: finds the part, refuses what
   * does not fit, and compares.
   *
   * @param image the program
   * @param listener is told how it goes
   * @return {@code UNCHANGED} if the part holds the image; else {@code WRITTEN}, with the bytes and
   *     pages that would be written and erased
   * @throws IOException as {@link #flash}
   */
  public FlashResult preview(FirmwareImage image, FlashListener listener) throws IOException {
    return run(image, listener, true);
  }

  private FlashResult run(FirmwareImage image, FlashListener listener, boolean preview)
      throws IOException {
    if (link.settings().parity() != Parity.EVEN) {
      link.configure(new SerialSettings(link.settings().baud(), Parity.EVEN));
    }
    FlashResult result;
    try {
      result = new Stm32Run(this, link, boot, clock).run(image, listener, preview);
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

  boolean liftsReadoutProtection() {
    return liftsReadoutProtection;
  }
}
