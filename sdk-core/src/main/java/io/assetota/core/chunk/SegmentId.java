package io.assetota.core.chunk;

import com.google.common.hash.HashCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells segments with other chunks apart: the first 16 bytes of a SHA-256.
 *
 * @param first the first 8 bytes, least significant first
 * @param second the others
 */
public record SegmentId(long first, long second) {
  static final int LENGTH = 16;

  static SegmentId of(HashCode sha256) {
    return read(ByteBuffer.wrap(sha256.asBytes()).order(ByteOrder.LITTLE_ENDIAN));
  }

  static SegmentId read(ByteBuffer littleEndian) {
    return new SegmentId(littleEndian.getLong(), littleEndian.getLong());
  }
}
