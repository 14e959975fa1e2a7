package io.assetota.core.model;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;

/**
 * A SHA-256 hash. Immutable; equal when all 32 bytes are.
 *
 * <p>An asset is identified by its name and this hash of its raw bytes; modules carry one over
 * themselves.
 *
 * @param value the 256-bit hash
 */
public record AssetHash(HashCode value) implements Comparable<AssetHash> {
  /** Length of a hash in bytes. */
  public static final int LENGTH = 32;

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if the value is not 256 bits long
   */
  public AssetHash {
    if (value.bits() != LENGTH * Byte.SIZE) {
      throw new IllegalArgumentException("a SHA-256 hash has 256 bits, not " + value.bits());
    }
  }

  /**
   * Takes a hash from its bytes.
   *
   * @param bytes exactly 32 bytes
   * @return the hash
   * @throws IllegalArgumentException if there are fewer or more bytes
   */
  public static AssetHash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a SHA-256 hash has 32 bytes, not " + bytes.length);
    }
    return new AssetHash(HashCode.fromBytes(bytes));
  }

  /**
   * Parses a hash.
   *
   * @param hex exactly 64 hexadecimal digits, either case
   * @return the hash
   * @throws IllegalArgumentException if it is anything else
   */
  public static AssetHash parse(String hex) {
    if (hex.length() != 2 * LENGTH) {
      throw new IllegalArgumentException("a SHA-256 hash has 64 hex digits, not " + hex.length());
    }
    return new AssetHash(HashCode.fromString(hex.toLowerCase(java.util.Locale.ROOT)));
  }

  /**
   * Computes the hash of some bytes.
   *
   * @param content the raw content
   * @return its SHA-256
   */
  public static AssetHash ofContent(byte[] content) {
    return new AssetHash(Hashing.sha256().hashBytes(content));
  }

  /**
   * Computes the hash of some bytes.
   *
   * @param content the raw content, from its position to its limit; the position changes
   * @return its SHA-256
   */
  public static AssetHash ofContent(ByteBuffer content) {
    return new AssetHash(Hashing.sha256().newHasher().putBytes(content).hash());
  }

  /**
   * Returns the 32 bytes.
   *
   * @return a fresh array
   */
  public byte[] bytes() {
    return value.asBytes();
  }

  /**
   * Returns the first eight digits, for people.
   *
   * @return eight lower-case hexadecimal digits
   */
  public String abbreviated() {
    return toString().substring(0, 8);
  }

  @Override
  public int compareTo(AssetHash other) {
    return toString().compareTo(other.toString());
  }

  /** Returns 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return value.toString();
  }
}
