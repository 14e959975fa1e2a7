package io.assetota.handlers.coprocessor.stm32;

import java.util.ArrayList;
import java.util.List;

/**
 * The pages of a part, and what its boot loader calls them.
 *
 * @param sizes bytes of each page, in the order of addresses
 * @param numbers what each page is called in a command to erase it; {@link #UNKNOWN} if no document
 *     says so
 */
record Stm32Pages(List<Integer> sizes, List<Integer> numbers) {
  /** The number of a page that can't be erased alone, because no source tells its number. */
  static final int UNKNOWN = -1;

  Stm32Pages {
    sizes = List.copyOf(sizes);
    numbers = List.copyOf(numbers);
  }

  /**
   * Parses a layout of the tables: groups of pages of one size, with commas between them, such as
   * {@code 128*2K,@256,128*2K}. {@code @N} tells the number of the page that follows, and
   * {@code @?} that it isn't known.
   */
  static Stm32Pages parse(String text) {
    List<Integer> sizes = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    int next = 0;
    for (String group : text.split(",", -1)) {
      if (group.startsWith("@")) {
        next = group.equals("@?") ? UNKNOWN : Integer.parseInt(group.substring(1));
        continue;
      }
      String[] parts = group.split("\\*", -1);
      boolean kilo = parts[1].endsWith("K");
      int size = Integer.parseInt(kilo ? parts[1].substring(0, parts[1].length() - 1) : parts[1]);
      for (int i = Integer.parseInt(parts[0]); i > 0; i--) {
        sizes.add(kilo ? size << 10 : size);
        numbers.add(next);
        next += next == UNKNOWN ? 0 : 1;
      }
    }
    return new Stm32Pages(sizes, numbers);
  }
}
