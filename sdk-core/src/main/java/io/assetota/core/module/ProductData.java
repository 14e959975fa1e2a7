package io.assetota.core.module;

import java.nio.ByteBuffer;

/**
 * The product that an application belongs to.
 *
 * @param id product id, 0 to 65535; 65535 for none
 * @param version product version, 0 to 65535; 65535 for none
 */
public record ProductData(int id, int version) {
  /** No product. */
  public static final ProductData NONE = new ProductData(0xffff, 0xffff);

  static final int LENGTH = 4;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public ProductData {
    Unsigned.check16(id, "product id");
    Unsigned.check16(version, "product version");
  }

  static ProductData read(ByteBuffer in) {
    return new ProductData(in.getShort() & 0xffff, in.getShort() & 0xffff);
  }

  void write(ByteBuffer out) {
    out.putShort((short) id).putShort((short) version);
  }
}
