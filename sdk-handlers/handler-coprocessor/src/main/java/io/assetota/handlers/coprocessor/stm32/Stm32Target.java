package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.stm32.FlashPlan.Page;
import io.assetota.handlers.coprocessor.stm32.protocol.Stm32Command;
import io.assetota.handlers.coprocessor.stm32.protocol.Stm32Info;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The part that is worked on, known or not.
 *
 * @param device its family, with the pages of this part
 * @param pageNumbers what its boot loader calls each page; empty if the pages are unknown
 * @param doubt why its pages can't be erased one by one, or empty if they can
 */
record Stm32Target(Stm32Device device, List<Integer> pageNumbers, String doubt) {
  /** More page numbers than that don't fit the one byte that Erase has for them (AN3155 3.7). */
  private static final int LAST_PAGE_OF_ERASE = 0xff;

  /** For what is erased at once, any division will do; this one gives progress in fair steps. */
  private static final int PSEUDO_PAGE = 2048;

  static Stm32Target of(Stm32Device device) {
    int pages = device.flash().pageSizes().size();
    return new Stm32Target(device, IntStream.range(0, pages).boxed().toList(), "");
  }

  static Stm32Target of(Stm32Device device, Stm32Pages pages) {
    return new Stm32Target(device.withPages(pages.sizes()), pages.numbers(), "");
  }

  /** A part whose pages are unknown: as large as the image, if the boot loader agrees. */
  static Stm32Target withUnknownPages(Stm32Device device, FirmwareImage image, String doubt) {
    long size = Math.max(PSEUDO_PAGE, image.end() - Stm32Device.FLASH_START);
    int pages = (int) Math.min(FirmwareImage.MAX_SIZE / PSEUDO_PAGE, size / PSEUDO_PAGE + 1);
    return new Stm32Target(
        device.withPages(Collections.nCopies(pages, PSEUDO_PAGE)), List.of(), doubt);
  }

  int pageNumber(Page page) {
    return pageNumbers.get(page.number());
  }

  /**
   * Returns why some pages can't be erased without all others.
   *
   * @return the reason, or empty if they can
   */
  Optional<String> reasonAgainstPages(List<Page> pages, Stm32Info bootLoader) {
    if (!doubt.isEmpty()) {
      return Optional.of(doubt);
    }
    if (pages.stream().anyMatch(page -> pageNumber(page) == Stm32Pages.UNKNOWN)) {
      return Optional.of(
          "no document says how the boot loader of this part numbers the pages of its second bank");
    }
    boolean fits =
        bootLoader.has(Stm32Command.EXTENDED_ERASE)
            || pages.stream().allMatch(page -> pageNumber(page) <= LAST_PAGE_OF_ERASE);
    return fits
        ? Optional.empty()
        : Optional.of("its boot loader has no number for a page beyond " + LAST_PAGE_OF_ERASE);
  }
}
