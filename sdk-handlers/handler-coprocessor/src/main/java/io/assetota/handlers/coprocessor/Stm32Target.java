package io.assetota.handlers.coprocessor;

import java.util.Collections;

/**
 * The part that is worked on, known or not.
 *
 * @param device its family
 * @param erasesAllAtOnce true if its pages are unknown, so that all flash has to be erased
 */
record Stm32Target(Stm32Device device, boolean erasesAllAtOnce) {
  /** For what is erased at once, any division will do; this one gives progress in fair steps. */
  private static final int PSEUDO_PAGE = 2048;

  static Stm32Target of(int chipId, FirmwareImage image) {
    return Stm32Device.find(chipId)
        .map(device -> new Stm32Target(device, false))
        .orElseGet(() -> unknown(chipId, image));
  }

  /** Flash as far as the image goes: whether there is that much, the boot loader has to tell. */
  private static Stm32Target unknown(int chipId, FirmwareImage image) {
    long size = Math.max(PSEUDO_PAGE, image.end() - Stm32Device.FLASH_START);
    int pages = (int) Math.min(FirmwareImage.MAX_SIZE / PSEUDO_PAGE, size / PSEUDO_PAGE + 1);
    FlashLayout flash =
        new FlashLayout(Stm32Device.FLASH_START, Collections.nCopies(pages, PSEUDO_PAGE), 0xff, 32);
    return new Stm32Target(
        new Stm32Device(chipId, "an STM32 that is not in the table", flash), true);
  }
}
