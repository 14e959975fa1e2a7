package io.assetota.core.module;

import com.google.common.io.BaseEncoding;
import java.util.Arrays;

/** Immutable bytes that are equal by content, for records. */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /**
   * Copies bytes.
   *
   * @param value the bytes
   * @return an immutable copy
   */
  public static Bytes of(byte... value) {
    return value.length == 0 ? EMPTY : new Bytes(value.clone());
  }

  static Bytes ofRange(byte[] source, int from, int to) {
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(source, from, to));
  }

  /**
   * Returns how many there are.
   *
   * @return 0 or more
   */
  public int length() {
    return value.length;
  }

  /**
   * Copies the bytes out.
   *
   * @return a fresh array
   */
  public byte[] toArray() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  /** Returns lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return BaseEncoding.base16().lowerCase().encode(value);
  }
}
