package io.assetota.handlers.display.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads how the camera was held out of a JPEG: the tag Orientation of its Exif segment (CIPA
 * DC-008, 4.6.4 A), a number from 1 (upright) to 8.
 */
final class JpegOrientation {
  /** How far into the file it is looked for: Exif comes first, or behind one other segment. */
  static final int LOOK_AHEAD = 256 << 10;

  private static final int UPRIGHT = 1;
  private static final int MOST = 8;
  private static final int EXIF_SEGMENT = 0xe1;
  private static final int START_OF_SCAN = 0xda;
  private static final int FIRST_SEGMENT = 0xc0;
  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY = 12;
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

  private JpegOrientation() {}

  static boolean isJpeg(byte[] start) {
    return start.length >= 2 && (start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xd8;
  }

  /**
   * Looks into the beginning of a file; what is damaged or missing there counts as upright, as the
   * picture itself is not touched by it.
   *
   * @param in a stream with marks, which is put back to where it was
   */
  static int read(InputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    byte[] start = in.readNBytes(LOOK_AHEAD);
    in.reset();
    int at = 2;
    while (at + 4 <= start.length && (start[at] & 0xff) == 0xff) {
      int marker = start[at + 1] & 0xff;
      int length = (start[at + 2] & 0xff) << 8 | (start[at + 3] & 0xff);
      if (marker == START_OF_SCAN || marker < FIRST_SEGMENT || length < 2) {
        break;
      }
      int end = Math.min(start.length, at + 2 + length);
      if (marker == EXIF_SEGMENT && isExif(start, at + 4, end)) {
        int from = at + 4 + EXIF.length;
        return ofTiff(ByteBuffer.wrap(start, from, end - from).slice());
      }
      at += 2 + length;
    }
    return UPRIGHT;
  }

  private static boolean isExif(byte[] start, int from, int end) {
    return end - from > EXIF.length
        && java.util.Arrays.equals(start, from, from + EXIF.length, EXIF, 0, EXIF.length);
  }

  private static int ofTiff(ByteBuffer tiff) {
    if (tiff.limit() < 8) {
      return UPRIGHT;
    }
    tiff.order(tiff.get(0) == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (directory + 2 > tiff.limit()) {
      return UPRIGHT;
    }
    int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
    for (int i = 0; i < entries; i++) {
      int entry = (int) directory + 2 + i * ENTRY;
      if (entry + ENTRY > tiff.limit()) {
        break;
      }
      if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG && tiff.getShort(entry + 2) == SHORT) {
        int value = Short.toUnsignedInt(tiff.getShort(entry + 8));
        return value >= UPRIGHT && value <= MOST ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /**
   * Turns a picture upright.
   *
   * @param picture as it is stored
   * @param orientation 1 to 8, as Exif numbers them
   */
  static Picture upright(Picture picture, int orientation) {
    Picture plain =
        switch (orientation) {
          case 2, 4, 5, 7 -> mirrored(picture);
          default -> picture;
        };
    return switch (orientation) {
      case 3, 4 -> plain.turnedAnticlockwise().turnedAnticlockwise();
      case 5, 8 -> plain.turnedAnticlockwise();
      case 6, 7 -> plain.turnedAnticlockwise().turnedAnticlockwise().turnedAnticlockwise();
      default -> plain;
    };
  }

  private static Picture mirrored(Picture picture) {
    int width = picture.width();
    int[] out = new int[picture.argb().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = picture.argb()[i / width * width + (width - 1 - i % width)];
    }
    return new Picture(width, picture.height(), out);
  }
}
