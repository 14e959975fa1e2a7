package io.assetota.handlers.coprocessor.boot;

import java.time.Duration;

/** Delays around a reset. */
final class BootTimes {
  /**
   * Far more than the 20 us that a filtered reset input needs, for a reset line with a capacitor.
   */
  static final Duration RESET = Duration.ofMillis(20);

  /** AN2606, "Bootloader timing": the slowest parts listen some ten milliseconds after reset. */
  static final Duration START = Duration.ofMillis(100);

  private BootTimes() {}
}
