package io.assetota.core.module;

import java.util.StringJoiner;

/**
 * The flags of a module's prefix. Unknown bits are kept.
 *
 * @param bits 0 to 255, as in the prefix
 */
public record ModuleFlags(int bits) {
  /** No flag. */
  public static final ModuleFlags NONE = new ModuleFlags(0);

  /** The installer drops prefix and suffix: the payload alone is what counts (asset modules). */
  public static final ModuleFlags DROP_MODULE_INFO = new ModuleFlags(0x01);

  /** The payload is a compressed-data header and a raw Deflate stream. */
  public static final ModuleFlags COMPRESSED = new ModuleFlags(0x02);

  /** Another module follows in the same file. */
  public static final ModuleFlags COMBINED = new ModuleFlags(0x04);

  /** The payload is encrypted. */
  public static final ModuleFlags ENCRYPTED = new ModuleFlags(0x08);

  /** Extensions follow the prefix. */
  public static final ModuleFlags PREFIX_EXTENSIONS = new ModuleFlags(0x10);

  private static final int KNOWN = 0x1f;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the bits are not 0 to 255
   */
  public ModuleFlags {
    Unsigned.check8(bits, "module flags");
  }

  /**
   * Tells whether all of the given flags are set.
   *
   * @param flags one or more flags
   * @return true if they are set here
   */
  public boolean has(ModuleFlags flags) {
    return (bits & flags.bits) == flags.bits;
  }

  /**
   * Sets flags.
   *
   * @param flags the flags to set
   * @return the union
   */
  public ModuleFlags with(ModuleFlags flags) {
    return new ModuleFlags(bits | flags.bits);
  }

  /**
   * Clears flags.
   *
   * @param flags the flags to clear
   * @return the rest
   */
  public ModuleFlags without(ModuleFlags flags) {
    return new ModuleFlags(bits & ~flags.bits);
  }

  /**
   * Tells whether every bit has a meaning that is known here.
   *
   * @return true if so
   */
  public boolean areKnown() {
    return (bits & ~KNOWN) == 0;
  }

  /** Returns the names of the flags, separated by spaces, or {@code none}. */
  @Override
  public String toString() {
    if (bits == 0) {
      return "none";
    }
    StringJoiner names = new StringJoiner(" ");
    String[] known = {
      "DROP_MODULE_INFO", "COMPRESSED", "COMBINED", "ENCRYPTED", "PREFIX_EXTENSIONS"
    };
    for (int i = 0; i < known.length; i++) {
      if ((bits & 1 << i) != 0) {
        names.add(known[i]);
      }
    }
    if (!areKnown()) {
      names.add(String.format("0x%02x", bits & ~KNOWN));
    }
    return names.toString();
  }
}
