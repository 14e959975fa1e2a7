package io.assetota.handlers.coprocessor.stm32;

/**
 * Some parts of a family, whose pages are the same.
 *
 * @param sizeRegister where such a part tells its size, 16 bits
 * @param kib its size
 * @param optionWord where an option stands that decides, or {@link #NO_OPTION}
 * @param bit which bit of that word
 * @param set whether the bit has to be set
 * @param pages its pages
 */
record Stm32Variant(
    long sizeRegister, int kib, long optionWord, int bit, boolean set, Stm32Pages pages) {
  static final long NO_OPTION = -1;

  /**
   * Parses a row of {@code stm32-variants.txt}, without the id.
   *
   * @param fields size register, size, option, value, layout
   */
  static Stm32Variant parse(String[] fields) {
    boolean hasOption = !fields[2].equals("-");
    String[] option = fields[2].split("\\.", -1);
    return new Stm32Variant(
        Long.parseLong(fields[0], 16),
        Integer.parseInt(fields[1]),
        hasOption ? Long.parseLong(option[0], 16) : NO_OPTION,
        hasOption ? Integer.parseInt(option[1]) : 0,
        fields[3].equals("1"),
        Stm32Pages.parse(fields[4]));
  }

  boolean hasOption() {
    return optionWord != NO_OPTION;
  }

  /** True if a word of option bytes is one that such a part has. */
  boolean takes(int word) {
    return ((word >>> bit) & 1) == (set ? 1 : 0);
  }
}
