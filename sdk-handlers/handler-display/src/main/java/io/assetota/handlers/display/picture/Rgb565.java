package io.assetota.handlers.display.picture;

import io.assetota.handlers.display.colour.Colour;
import java.util.Objects;

/**
 * The pixel format of colour panels: five bits of red, six of green, five of blue, high byte first
 * on the wire (MIPI DCS 16 bits a pixel; ILI9341 data sheet 7.7.6).
 *
 * <p>All work is on arrays in bulk. Eight bits become fewer by dropping the lowest, as the
 * converter of Particle's example does it.
 */
public final class Rgb565 {
  private Rgb565() {}

  /**
   * Packs pixels.
   *
   * @param argb pixels as {@code 0xAARRGGBB}; alpha is ignored
   * @param from the first one
   * @param out takes two bytes a pixel, high byte first
   * @param at where in {@code out}, in bytes
   * @param count how many pixels
   */
  public static void pack(int[] argb, int from, byte[] out, int at, int count) {
    Objects.checkFromIndexSize(from, count, argb.length);
    Objects.checkFromIndexSize(at, 2 * count, out.length);
    int to = at;
    for (int i = from; i < from + count; i++) {
      int p = argb[i];
      out[to++] = (byte) ((p >> 16 & 0xf8) | (p >> 13 & 0x07));
      out[to++] = (byte) ((p >> 5 & 0xe0) | (p >> 3 & 0x1f));
    }
  }

  /**
   * Unpacks pixels; the highest bits are repeated below, so that white is white again.
   *
   * @param packed two bytes a pixel, high byte first
   * @param from the first byte
   * @param argb takes opaque pixels as {@code 0xFFRRGGBB}
   * @param at where in {@code argb}
   * @param count how many pixels
   */
  public static void unpack(byte[] packed, int from, int[] argb, int at, int count) {
    Objects.checkFromIndexSize(from, 2 * count, packed.length);
    Objects.checkFromIndexSize(at, count, argb.length);
    int in = from;
    for (int i = at; i < at + count; i++) {
      int p = (packed[in++] & 0xff) << 8 | (packed[in++] & 0xff);
      argb[i] = Colour.toArgb(p);
    }
  }

  /**
   * Exchanges the two bytes of each pixel: little-endian to the order of the wire, and back.
   *
   * @param packed two bytes a pixel
   * @param from the first byte
   * @param bytes how many bytes, an even number
   */
  public static void swap(byte[] packed, int from, int bytes) {
    Objects.checkFromIndexSize(from, bytes, packed.length);
    for (int i = from; i + 1 < from + bytes; i += 2) {
      byte first = packed[i];
      packed[i] = packed[i + 1];
      packed[i + 1] = first;
    }
  }
}
