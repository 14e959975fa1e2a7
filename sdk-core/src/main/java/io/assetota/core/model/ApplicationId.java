package io.assetota.core.model;

import java.nio.ByteBuffer;

/**
 * Identifies an application: the SHA-256 of all bytes of its module, that is, of the file {@code
 * application.bin} of a device and of the entry of a bundle. A signed release has the same hash.
 * The hash in the module's own suffix is another one, a {@link ModuleHash}.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ApplicationId(String hex) {
  /** Length of a hash in bytes. */
  public static final int LENGTH = Sha256.LENGTH;

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if these are not 64 lower-case hexadecimal digits
   */
  public ApplicationId {
    Sha256.require(hex);
  }

  /**
   * Parses a hash.
   *
   * @param hex exactly 64 hexadecimal digits, either case
   * @return the hash
   * @throws IllegalArgumentException if it is anything else
   */
  public static ApplicationId parse(String hex) {
    return new ApplicationId(Sha256.parse(hex));
  }

  /**
   * Takes a hash from its bytes.
   *
   * @param bytes exactly 32 bytes
   * @return the hash
   * @throws IllegalArgumentException if there are fewer or more bytes
   */
  public static ApplicationId of(byte[] bytes) {
    return new ApplicationId(Sha256.of(bytes));
  }

  /**
   * Identifies an application: the one place that does.
   *
   * @param module all bytes of the module, from the position to the limit; the position changes
   * @return the identity
   */
  public static ApplicationId identify(ByteBuffer module) {
    return new ApplicationId(Sha256.ofContent(module));
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
