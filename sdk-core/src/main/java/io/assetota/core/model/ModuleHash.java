package io.assetota.core.model;

/**
 * The SHA-256 that a module carries in its suffix, of everything in front of that field: what
 * Device OS and its tools show. It leaves out the suffix size and the checksum behind it, so that
 * it is no identity: see {@link ApplicationId}.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ModuleHash(String hex) {
  /** Length of a hash in bytes. */
  public static final int LENGTH = Sha256.LENGTH;

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if these are not 64 lower-case hexadecimal digits
   */
  public ModuleHash {
    Sha256.require(hex);
  }

  /**
   * Parses a hash.
   *
   * @param hex exactly 64 hexadecimal digits, either case
   * @return the hash
   * @throws IllegalArgumentException if it is anything else
   */
  public static ModuleHash parse(String hex) {
    return new ModuleHash(Sha256.parse(hex));
  }

  /**
   * Takes a hash from its bytes.
   *
   * @param bytes exactly 32 bytes
   * @return the hash
   * @throws IllegalArgumentException if there are fewer or more bytes
   */
  public static ModuleHash of(byte[] bytes) {
    return new ModuleHash(Sha256.of(bytes));
  }

  /**
   * Returns the 32 bytes.
   *
   * @return a fresh array
   */
  public byte[] bytes() {
    return Sha256.bytes(hex);
  }

  /**
   * Returns the first eight digits, for people.
   *
   * @return eight lower-case hexadecimal digits
   */
  public String abbreviated() {
    return Sha256.abbreviated(hex);
  }

  /** Returns 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return hex;
  }
}
