package io.assetota.core.module;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What precedes the Deflate stream in a compressed module.
 *
 * @param length bytes of the header; those beyond the known eight are skipped
 * @param originalSize bytes after inflating, as claimed
 */
record CompressedHeader(int length, long originalSize) {
  /** Bytes of the header that are known. */
  static final int LENGTH = 8;

  private static final int METHOD_RAW_DEFLATE = 0;
  private static final int MIN_WINDOW_BITS = 8;
  private static final int MAX_WINDOW_BITS = 15;

  /**
   * Reads a header.
   *
   * @param payload begins with the header; the position is not moved
   * @param payloadLength bytes of header and stream together
   * @param offset where the payload begins in the module, for messages
   */
  static CompressedHeader read(ByteBuffer payload, long payloadLength, long offset)
      throws ModuleFormatException {
    if (payloadLength < LENGTH || payload.remaining() < LENGTH) {
      throw new ModuleFormatException("no room for the header of compressed data", offset);
    }
    ByteBuffer in = payload.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int length = in.getShort() & 0xffff;
    int method = in.get() & 0xff;
    int windowBits = in.get() & 0xff;
    long originalSize = in.getInt() & Unsigned.MAX_32;
    if (length < LENGTH || length > payloadLength) {
      throw new ModuleFormatException(
          "header of compressed data claims " + length + " bytes", offset);
    }
    if (method != METHOD_RAW_DEFLATE) {
      throw new ModuleFormatException("unknown compression method " + method, offset + 2);
    }
    if (windowBits != 0 && (windowBits < MIN_WINDOW_BITS || windowBits > MAX_WINDOW_BITS)) {
      throw new ModuleFormatException(
          "impossible Deflate window of " + windowBits + " bits", offset + 3);
    }
    return new CompressedHeader(length, originalSize);
  }

  static void write(ByteBuffer out, long originalSize) {
    out.putShort((short) LENGTH)
        .put((byte) METHOD_RAW_DEFLATE)
        .put((byte) 0)
        .putInt((int) originalSize);
  }
}
