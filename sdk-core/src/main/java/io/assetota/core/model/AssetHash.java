package io.assetota.core.model;

import java.nio.ByteBuffer;

/**
 * A SHA-256 hash. Immutable; equal when all 32 bytes are.
 *
 * <p>An asset is identified by its name and this hash of its raw bytes. Applications, modules and
 * bundles have types of their own: {@link ApplicationId}, {@link ModuleHash}, {@link BundleHash}.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record AssetHash(String hex) implements Comparable<AssetHash> {
  /** Length of a hash in bytes. */
  public static final int LENGTH = Sha256.LENGTH;

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if these are not 64 lower-case hexadecimal digits
   */
  public AssetHash {
    Sha256.require(hex);
  }

  /**
   * Takes a hash from its bytes.
   *
   * @param bytes exactly 32 bytes
   * @return the hash
   * @throws IllegalArgumentException if there are fewer or more bytes
   */
  public static AssetHash of(byte[] bytes) {
    return new AssetHash(Sha256.of(bytes));
  }

  /**
   * Parses a hash.
   *
   * @param hex exactly 64 hexadecimal digits, either case
   * @return the hash
   * @throws IllegalArgumentException if it is anything else
   */
  public static AssetHash parse(String hex) {
    return new AssetHash(Sha256.parse(hex));
  }

  /**
   * Computes the hash of some bytes.
   *
   * @param content the raw content
   * @return its SHA-256
   */
  public static AssetHash ofContent(byte[] content) {
    return ofContent(ByteBuffer.wrap(content));
  }

  /**
   * Computes the hash of some bytes.
   *
   * @param content the raw content, from its position to its limit; the position changes
   * @return its SHA-256
   */
  public static AssetHash ofContent(ByteBuffer content) {
    return new AssetHash(Sha256.ofContent(content));
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

  @Override
  public int compareTo(AssetHash other) {
    return hex.compareTo(other.hex);
  }

  /** Returns 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return hex;
  }
}
