package io.assetota.handlers.testkit.stm32;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What kind of STM32 an emulator is. Times are typical ones of the data sheets; set them to zero to
 * see only the line's own time.
 *
 * @param name how it is called
 * @param id the chip id that Get ID answers, 12 bits (AN2606, table of bootloader parameters)
 * @param version bootloader protocol version in BCD, for example 0x31 (AN3155 3.1)
 * @param pageSizes bytes of each flash page or sector, from the first
 * @param erasedValue what an erased byte reads: 0xFF, with L0 and L1 0x00
 * @param extendedErase whether it has Extended Erase (0x44) instead of Erase (0x43)
 * @param checksum whether it has Get Checksum (0xA1)
 * @param programTime time to program 256 bytes
 * @param eraseTime time to erase one page, or all at once
 * @param words what stands in system memory and option bytes: words by address, a multiple of 4
 * @param secondBank what the boot loader calls the pages of a second bank
 */
public record Stm32Chip(
    String name,
    int id,
    int version,
    List<Integer> pageSizes,
    int erasedValue,
    boolean extendedErase,
    boolean checksum,
    Duration programTime,
    Duration eraseTime,
    Map<Long, Integer> words,
    SecondBank secondBank) {
  /**
   * A second bank whose page numbers don't go on where those of the first end.
   *
   * @param firstPage which page is its first, in the order of addresses, from 0
   * @param number what the boot loader calls that page
   */
  public record SecondBank(int firstPage, int number) {
    /** All pages have numbers one after the other. */
    public static final SecondBank NONE = new SecondBank(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** Where flash begins on every STM32. */
  public static final long FLASH_START = 0x0800_0000L;

  /**
   * Checks and copies.
   *
   * @param name how it is called
   * @param id the chip id
   * @param version bootloader protocol version
   * @param pageSizes bytes of each page
   * @param erasedValue what an erased byte reads
   * @param extendedErase whether it has Extended Erase
   * @param checksum whether it has Get Checksum
   * @param programTime time to program 256 bytes
   * @param eraseTime time to erase one page
   * @param words words of system memory and option bytes
   * @param secondBank numbers of the pages of a second bank
   * @throws IllegalArgumentException if there is no page, or a page of no size
   */
  public Stm32Chip {
    pageSizes = List.copyOf(pageSizes);
    words = Map.copyOf(words);
    if (pageSizes.isEmpty() || pageSizes.stream().anyMatch(size -> size <= 0)) {
      throw new IllegalArgumentException("a chip has pages, and each has a size");
    }
  }

  /**
   * A chip of which nothing but its flash can be read.
   *
   * @param name how it is called
   * @param id the chip id
   * @param version bootloader protocol version
   * @param pageSizes bytes of each page
   * @param erasedValue what an erased byte reads
   * @param extendedErase whether it has Extended Erase
   * @param checksum whether it has Get Checksum
   * @param programTime time to program 256 bytes
   * @param eraseTime time to erase one page
   * @throws IllegalArgumentException if there is no page, or a page of no size
   */
  public Stm32Chip(
      String name,
      int id,
      int version,
      List<Integer> pageSizes,
      int erasedValue,
      boolean extendedErase,
      boolean checksum,
      Duration programTime,
      Duration eraseTime) {
    this(
        name,
        id,
        version,
        pageSizes,
        erasedValue,
        extendedErase,
        checksum,
        programTime,
        eraseTime,
        Map.of(),
        SecondBank.NONE);
  }

  /**
   * A medium-density STM32F103: 128 KiB in pages of 1 KiB, Erase, no checksum.
   *
   * @return the chip
   */
  public static Stm32Chip f103() {
    return new Stm32Chip(
            "STM32F103xB",
            0x410,
            0x22,
            pages(128, 1024),
            0xff,
            false,
            false,
            Duration.ofNanos(128 * 52_500),
            Duration.ofMillis(20))
        .withWord(0x1fff_f7e0L, 128);
  }

  /**
   * An STM32G474 with 512 KiB in pages of 2 KiB, Extended Erase and Get Checksum.
   *
   * @return the chip
   */
  public static Stm32Chip g474() {
    return new Stm32Chip(
            "STM32G474xE",
            0x469,
            0x33,
            pages(256, 2048),
            0xff,
            true,
            true,
            Duration.ofNanos(32 * 81_700),
            Duration.ofMillis(22))
        .withWord(0x1fff_75e0L, 512)
        .withWord(0x1fff_7800L, 0xffef_f8aa);
  }

  /**
   * An STM32F407: 1 MiB in sectors of 16, 64 and 128 KiB, Extended Erase, no checksum.
   *
   * @return the chip
   */
  public static Stm32Chip f407() {
    List<Integer> sectors = pages(4, 16 << 10);
    sectors.add(64 << 10);
    sectors.addAll(pages(7, 128 << 10));
    return new Stm32Chip(
            "STM32F407xG",
            0x413,
            0x31,
            sectors,
            0xff,
            true,
            false,
            Duration.ofNanos(64 * 16_000),
            Duration.ofMillis(250))
        .withWord(0x1fff_7a20L, 1024 << Short.SIZE);
  }

  /**
   * An STM32L152xC, whose erased flash reads zero: 256 KiB in pages of 256 bytes.
   *
   * @return the chip
   */
  public static Stm32Chip l152() {
    return new Stm32Chip(
            "STM32L152xC",
            0x427,
            0x31,
            pages(1024, 256),
            0x00,
            true,
            false,
            Duration.ofMillis(6),
            Duration.ofMillis(3))
        .withWord(0x1ff8_00ccL, 256);
  }

  /**
   * Returns the same chip without delays of its own, so that only the line takes time.
   *
   * @return the fast chip
   */
  public Stm32Chip withoutDelays() {
    return with(id, pageSizes, Duration.ZERO, Duration.ZERO, words, secondBank);
  }

  /**
   * Returns the same chip with another id.
   *
   * @param newId 12 bits
   * @return the other chip
   */
  public Stm32Chip withId(int newId) {
    return with(newId, pageSizes, programTime, eraseTime, words, secondBank);
  }

  /**
   * Returns the same chip with other pages.
   *
   * @param newPageSizes bytes of each page
   * @return the other chip
   */
  public Stm32Chip withPages(List<Integer> newPageSizes) {
    return with(id, newPageSizes, programTime, eraseTime, words, secondBank);
  }

  /**
   * Returns the same chip with a word of system memory or option bytes, such as its size.
   *
   * @param address where, a multiple of 4, outside of flash and RAM
   * @param word what stands there
   * @return the other chip
   */
  public Stm32Chip withWord(long address, int word) {
    Map<Long, Integer> more = new HashMap<>(words);
    more.put(address, word);
    return with(id, pageSizes, programTime, eraseTime, more, secondBank);
  }

  /**
   * Returns the same chip with a second bank.
   *
   * @param bank what its pages are called
   * @return the other chip
   */
  public Stm32Chip withSecondBank(SecondBank bank) {
    return with(id, pageSizes, programTime, eraseTime, words, bank);
  }

  private Stm32Chip with(
      int newId,
      List<Integer> newPageSizes,
      Duration newProgramTime,
      Duration newEraseTime,
      Map<Long, Integer> newWords,
      SecondBank newSecondBank) {
    return new Stm32Chip(
        name,
        newId,
        version,
        newPageSizes,
        erasedValue,
        extendedErase,
        checksum,
        newProgramTime,
        newEraseTime,
        newWords,
        newSecondBank);
  }

  /**
   * Returns how much flash there is.
   *
   * @return bytes
   */
  public int flashSize() {
    return pageSizes.stream().mapToInt(Integer::intValue).sum();
  }

  private static List<Integer> pages(int count, int size) {
    return new ArrayList<>(java.util.Collections.nCopies(count, size));
  }
}
