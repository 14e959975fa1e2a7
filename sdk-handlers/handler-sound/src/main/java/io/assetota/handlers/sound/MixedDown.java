package io.assetota.handlers.sound;

import io.assetota.core.stream.BulkStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;

/**
 * Samples of 16 bits in one or two channels, made of what Java Sound converts in a way that can be
 * heard: it wraps floats above 1.0 around, and takes the first two of many channels for all.
 *
 * <p>More than two channels are mixed by the coefficients of ITU-R BS.775: a side's own channels as
 * they are, the centre and the surround channels with 0.7071, without the one for low frequencies.
 * The sum is scaled so that it can't clip.
 */
final class MixedDown extends BulkStream {
  private static final double SHARED = Math.sqrt(0.5);
  private static final int FRAMES = 1024;

  /** Places of channels in the order of the bits of a mask (WAVE_FORMAT_EXTENSIBLE). */
  private static final double[][] PLACES = {
    {1, 0}, // front left
    {0, 1}, // front right
    {SHARED, SHARED}, // front centre
    {0, 0}, // low frequencies
    {SHARED, 0}, // back left
    {0, SHARED}, // back right
    {1, 0}, // left of centre
    {0, 1}, // right of centre
    {SHARED / 2, SHARED / 2}, // back centre
    {SHARED, 0}, // side left
    {0, SHARED} // side right
  };

  /** Where channels are if the file doesn't say, by how many there are: mono to 7.1. */
  private static final long[] MASKS = {0, 0x4, 0x3, 0x7, 0x33, 0x37, 0x3f, 0x70f, 0x63f};

  private final AudioInputStream in;
  private final AudioFormat format;
  private final int outputs;
  private final double[][] coefficients;
  private final byte[] frames;
  private byte[] mixed = {};
  private int position;

  MixedDown(AudioInputStream in, long channelMask) {
    this.in = in;
    this.format = in.getFormat();
    this.outputs = Math.min(2, format.getChannels());
    this.coefficients = coefficients(format.getChannels(), channelMask);
    this.frames = new byte[FRAMES * format.getFrameSize()];
  }

  static boolean isNeeded(AudioFormat format) {
    return format.getChannels() > 2 || format.getEncoding().equals(Encoding.PCM_FLOAT);
  }

  /** For each channel, how much of it each side gets. */
  private static double[][] coefficients(int channels, long channelMask) {
    if (channels <= 2) {
      return channels == 1 ? new double[][] {{1, 0}} : new double[][] {{1, 0}, {0, 1}};
    }
    long mask = Long.bitCount(channelMask) == channels ? channelMask : 0;
    if (mask == 0 && channels < MASKS.length) {
      mask = MASKS[channels];
    }
    double[][] all = new double[channels][2];
    int bit = 0;
    for (double[] channel : all) {
      while (mask != 0 && (mask & 1L << bit) == 0 && bit < Long.SIZE) {
        bit++;
      }
      // Channels of unknown places are heard on both sides.
      double[] place = mask == 0 || bit >= PLACES.length ? PLACES[2] : PLACES[bit];
      System.arraycopy(place, 0, channel, 0, 2);
      bit++;
    }
    double loudest = 1;
    for (int side = 0; side < 2; side++) {
      int s = side;
      loudest = Math.max(loudest, Arrays.stream(all).mapToDouble(channel -> channel[s]).sum());
    }
    for (double[] channel : all) {
      channel[0] /= loudest;
      channel[1] /= loudest;
    }
    return all;
  }

  private boolean fill() throws IOException {
    int read = in.readNBytes(frames, 0, frames.length);
    int count = read / format.getFrameSize();
    if (count == 0) {
      return false;
    }
    ByteBuffer samples =
        ByteBuffer.wrap(frames)
            .order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    ByteBuffer out = ByteBuffer.allocate(count * outputs * 2).order(ByteOrder.LITTLE_ENDIAN);
    int size = format.getFrameSize() / format.getChannels();
    for (int frame = 0; frame < count; frame++) {
      double left = 0;
      double right = 0;
      for (int channel = 0; channel < coefficients.length; channel++) {
        double value = sample(samples, frame * format.getFrameSize() + channel * size, size);
        left += coefficients[channel][0] * value;
        right += coefficients[channel][1] * value;
      }
      out.putShort(clipped(left));
      if (outputs == 2) {
        out.putShort(clipped(right));
      }
    }
    mixed = out.array();
    position = 0;
    return true;
  }

  /** A sample as a number from -1 to 1; of floats it can be more. What is no number is silence. */
  private double sample(ByteBuffer samples, int at, int size) {
    if (format.getEncoding().equals(Encoding.PCM_FLOAT)) {
      double value = size == Double.BYTES ? samples.getDouble(at) : samples.getFloat(at);
      return Double.isNaN(value) ? 0 : value;
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      int index = format.isBigEndian() ? at + i : at + size - 1 - i;
      value = value << Byte.SIZE | (samples.get(index) & 0xff);
    }
    int unused = Long.SIZE - size * Byte.SIZE;
    long signed =
        format.getEncoding().equals(Encoding.PCM_UNSIGNED)
            ? (value << unused) ^ Long.MIN_VALUE
            : value << unused;
    return signed / 0x1p63;
  }

  private static short clipped(double value) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value * 32768)));
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length > 0 && position == mixed.length && !fill()) {
      return -1;
    }
    int count = Math.min(length, mixed.length - position);
    System.arraycopy(mixed, position, buffer, offset, count);
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
