package io.assetota.core.model;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What an asset <em>is</em>: its name and the SHA-256 of its raw bytes. Two assets are the same
 * when both are equal; the same asset is never sent or stored twice.
 *
 * @param name the file name: 1 to {@value #MAX_NAME_BYTES} bytes of UTF-8, no path separator, no
 *     control character, and neither {@code .} nor {@code ..}
 * @param hash SHA-256 of the raw, uncompressed content
 */
public record AssetReference(String name, AssetHash hash) {
  /** The longest name in bytes of UTF-8: what Linux file systems allow for a file name. */
  public static final int MAX_NAME_BYTES = 255;

  /** What Java puts for bytes that are no text in the encoding that it takes them for. */
  private static final char UNREADABLE = '\ufffd';

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name breaks a rule, with the rule in the message
   */
  public AssetReference {
    requireValidName(name);
  }

  /**
   * Checks a name by the rules of this class.
   *
   * @param name a name from outside
   * @return the same name
   * @throws IllegalArgumentException if the name breaks a rule, with the rule in the message
   */
  public static String requireValidName(String name) {
    int length = name.getBytes(UTF_8).length;
    if (length == 0) {
      throw new IllegalArgumentException("an asset name may not be empty");
    }
    if (length > MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          "asset name of "
              + length
              + " bytes is longer than "
              + MAX_NAME_BYTES
              + ": "
              + Printable.text(name));
    }
    if (name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException("asset name \"" + name + "\" is a folder, not a file");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '/' || c == '\\') {
        throw new IllegalArgumentException(
            "asset name \"" + Printable.text(name) + "\" contains a path separator");
      }
      if (Character.isISOControl(c)) {
        throw new IllegalArgumentException(
            "asset name \"" + Printable.text(name) + "\" contains a control character");
      }
      if (c == UNREADABLE) {
        throw new IllegalArgumentException(
            "asset name \""
                + Printable.text(name)
                + "\" contains U+FFFD, which stands for what could not be read: rename the file, or"
                + " set a locale of UTF-8 (LC_ALL=C.UTF-8)");
      }
      if (Character.isSurrogate(c) && !isPaired(name, i)) {
        throw new IllegalArgumentException(
            "asset name \"" + Printable.text(name) + "\" is not valid Unicode");
      }
    }
    return name;
  }

  private static boolean isPaired(String name, int i) {
    char c = name.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < name.length() && Character.isLowSurrogate(name.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(name.charAt(i - 1));
  }

  /** Returns the name, made printable, and the start of the hash. */
  @Override
  public String toString() {
    return Printable.text(name) + " (" + hash.abbreviated() + ")";
  }
}
