package io.assetota.handlers.display.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A PNG without what is not needed for its pixels (W3C, Portable Network Graphics, chapter 11):
 * texts and profiles take memory for nothing, and damage in them would spoil the picture.
 */
final class PngContent extends PieceStream {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final int HEADER = 8;
  private static final int CHECKSUM = 4;

  private boolean begun;
  private boolean ended;
  private long left;

  PngContent(InputStream in) {
    super(in);
  }

  static boolean isPng(byte[] start) {
    return start.length >= SIGNATURE.length
        && java.util.Arrays.equals(start, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  @Override
  byte @Nullable [] next() throws IOException {
    if (!begun) {
      begun = true;
      return take(SIGNATURE.length);
    }
    if (left > 0) {
      int length = (int) Math.min(left, LARGEST);
      left -= length;
      return take(length);
    }
    while (!ended) {
      byte[] header = take(HEADER);
      long length = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt()) + CHECKSUM;
      String type = new String(header, 4, 4, StandardCharsets.ISO_8859_1);
      if (NEEDED.contains(type)) {
        left = length;
        ended = type.equals("IEND");
        return header;
      }
      leaveOut(length);
    }
    return null;
  }
}
