package io.assetota.core.model;

/**
 * Identifies a bundle: the SHA-256 of all bytes of the file.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record BundleHash(String hex) implements Comparable<BundleHash> {
  /** Length of a hash in bytes. */
  public static final int LENGTH = Sha256.LENGTH;

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if these are not 64 lower-case hexadecimal digits
   */
  public BundleHash {
    Sha256.require(hex);
  }

  /**
   * Parses a hash.
   *
   * @param hex exactly 64 hexadecimal digits, either case
   * @return the hash
   * @throws IllegalArgumentException if it is anything else
   */
  public static BundleHash parse(String hex) {
    return new BundleHash(Sha256.parse(hex));
  }

  /**
   * Takes a hash from its bytes.
   *
   * @param bytes exactly 32 bytes
   * @return the hash
   * @throws IllegalArgumentException if there are fewer or more bytes
   */
  public static BundleHash of(byte[] bytes) {
    return new BundleHash(Sha256.of(bytes));
  }

  /**
   * Returns the first eight digits, for people.
   *
   * @return eight lower-case hexadecimal digits
   */
  public String abbreviated() {
    return Sha256.abbreviated(hex);
  }

  @Override
  public int compareTo(BundleHash other) {
    return hex.compareTo(other.hex);
  }

  /** Returns 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return hex;
  }
}
