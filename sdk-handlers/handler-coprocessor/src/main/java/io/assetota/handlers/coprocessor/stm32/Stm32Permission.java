package io.assetota.handlers.coprocessor.stm32;

/**
 * What an {@link Stm32Flasher} does only if it is allowed to, because more than its image is lost.
 */
public enum Stm32Permission {
  /**
   * Erasing all flash of a part whose pages can't be erased one by one: a boot loader of yours in
   * front of the program, settings and calibration behind it are erased, too.
   */
  MASS_ERASE,
  /** Lifting readout protection if it is active, which erases all flash of the part. */
  LIFT_READOUT_PROTECTION
}
