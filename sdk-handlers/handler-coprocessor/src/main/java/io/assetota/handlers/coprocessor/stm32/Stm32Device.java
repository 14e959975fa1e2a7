package io.assetota.handlers.coprocessor.stm32;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a family of parts: its flash, from the table that comes with this library (facts
 * of ST's AN2606 and reference manuals).
 *
 * @param chipId what Get ID answers, 12 bits
 * @param name how ST calls the family
 * @param flash its flash; of the largest member
 */
public record Stm32Device(int chipId, String name, FlashLayout flash) {
  /** Where flash begins on every STM32 that has a boot loader on a serial line. */
  public static final long FLASH_START = 0x0800_0000L;

  private static final int LARGE_PAGE = 16 << 10;

  /**
   * Looks a family up.
   *
   * @param chipId what Get ID answered
   * @return the family, or empty if the table does not have it
   */
  public static Optional<Stm32Device> find(int chipId) {
    return Optional.ofNullable(Stm32DeviceTable.BY_ID.get(chipId));
  }

  static Stm32Device unknown(int chipId) {
    FlashLayout none = new FlashLayout(FLASH_START, List.of(), 0xff, 32);
    return new Stm32Device(chipId, "an STM32 that is not in the table", none);
  }

  /** The same family, with the pages of one part. */
  Stm32Device withPages(List<Integer> pageSizes) {
    return new Stm32Device(
        chipId,
        name,
        new FlashLayout(flash.start(), pageSizes, flash.erasedValue(), flash.writeUnit()));
  }

  /**
   * Returns how long erasing may take: small pages 40 ms at most, sectors of 128 KiB up to 4 s with
   * slow programming (data sheets of the STM32F103, table 28, and STM32F407, table 39), with some
   * reserve.
   */
  Duration eraseTime(int page) {
    return flash.pageSizes().get(page) < LARGE_PAGE
        ? Duration.ofMillis(200)
        : Duration.ofSeconds(8);
  }

  @Override
  public String toString() {
    return String.format("%s (id 0x%03X)", name, chipId);
  }
}
