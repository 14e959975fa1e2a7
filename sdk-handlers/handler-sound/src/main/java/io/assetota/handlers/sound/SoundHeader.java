package io.assetota.handlers.sound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import javax.sound.sampled.AudioFormat;

/**
 * Looks at the header of a sound before Java Sound does. That takes any number of channels for
 * true, and its converters allocate buffers for each: a file of 41 bytes could take all memory.
 *
 * <p>Read here is what the JDK's own readers read: WAV (Microsoft's Multimedia Programming
 * Interface 1.0, RIFF and WAVE), AIFF and AIFF-C (Apple's Audio Interchange File Format 1.3) and AU
 * (Sun's audio file format, au(4)).
 */
final class SoundHeader {
  /** More than any line takes; sound for cinemas has up to 24. */
  static final int MOST_CHANNELS = 32;

  private static final int MOST_BITS = 64;
  private static final int MOST_FRAME_BYTES = MOST_CHANNELS * MOST_BITS / 8;

  /** What has to come before the samples is short; a chunk in front of it may hold a picture. */
  private static final int LONGEST = 1 << 19;

  private static final int CHUNK_HEADING = 8;
  private static final int FMT_LENGTH = 16;
  private static final int COMM_LENGTH = 18;
  private static final int AU_LENGTH = 24;

  /** Of Windows' mmreg.h: the ones whose frames are plain samples of each channel. */
  private static final List<Integer> PLAIN_WAV = List.of(0x0001, 0x0003, 0x0006, 0x0007, 0xFFFE);

  private final String source;
  private final InputStream in;
  private long position;

  private SoundHeader(String source, InputStream in) {
    this.source = source;
    this.in = in;
  }

  /**
   * Checks a header.
   *
   * @param source what to call the sound in errors
   * @param in the sound from its start
   * @return whether it is one of the JDK's three forms; anything else is not looked at
   * @throws SoundException if it is, and no sound that is meant to be heard has such a header
   */
  static boolean check(String source, InputStream in) throws IOException {
    SoundHeader header = new SoundHeader(source, in);
    try {
      return header.check();
    } catch (EOFException e) {
      throw new SoundException(
          source + " is damaged sound: it ends in its header, at " + header.position, e);
    }
  }

  private boolean check() throws IOException {
    byte[] magic = in.readNBytes(4);
    position = magic.length;
    if (magic.length < 4) {
      return false;
    }
    switch (name(magic)) {
      case "RIFF" -> {
        return isForm("WAVE") && checkChunk("fmt ", FMT_LENGTH, ByteOrder.LITTLE_ENDIAN);
      }
      case "FORM" -> {
        return isForm("AIFF", "AIFC") && checkChunk("COMM", COMM_LENGTH, ByteOrder.BIG_ENDIAN);
      }
      case ".snd" -> {
        checkAu(next(AU_LENGTH - magic.length, ByteOrder.BIG_ENDIAN));
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private boolean isForm(String... forms) throws IOException {
    byte[] rest = in.readNBytes(8);
    position += rest.length;
    return rest.length == 8
        && List.of(forms).contains(name(new byte[] {rest[4], rest[5], rest[6], rest[7]}));
  }

  /** Goes to the chunk that describes the samples, wherever it is. */
  private boolean checkChunk(String wanted, int length, ByteOrder order) throws IOException {
    while (true) {
      long at = position;
      ByteBuffer heading = next(CHUNK_HEADING, order);
      byte[] id = new byte[4];
      heading.get(id);
      long size = Integer.toUnsignedLong(heading.getInt());
      boolean found = name(id).equals(wanted);
      if (size > LONGEST || position + size > LONGEST || (found && size < length - 2)) {
        throw damaged("the chunk at " + at + " can't have " + size + " bytes");
      }
      if (found) {
        ByteBuffer chunk = next((int) Math.min(size, length), order);
        if (order == ByteOrder.LITTLE_ENDIAN) {
          checkFmt(chunk);
        } else {
          requireChannels(chunk.getShort(0) & 0xffff);
          requireBits(chunk.getShort(6) & 0xffff);
        }
        return true;
      }
      skip(size + (size & 1)); // chunks begin at even positions
    }
  }

  private void checkFmt(ByteBuffer chunk) throws SoundException {
    requireChannels(chunk.getShort(2) & 0xffff);
    int frame = chunk.getShort(12) & 0xffff;
    if (PLAIN_WAV.contains(chunk.getShort(0) & 0xffff) && frame > MOST_FRAME_BYTES) {
      throw damaged("its frames have " + frame + " bytes");
    }
    if (chunk.limit() >= FMT_LENGTH && (chunk.getShort(14) & 0xffff) > MOST_BITS) {
      throw damaged("its samples have " + (chunk.getShort(14) & 0xffff) + " bits");
    }
  }

  private void checkAu(ByteBuffer rest) throws SoundException {
    long begin = Integer.toUnsignedLong(rest.getInt(0));
    if (begin < AU_LENGTH || begin > LONGEST) {
      throw damaged("its samples can't begin at " + begin);
    }
    requireChannels(Integer.toUnsignedLong(rest.getInt(16)));
  }

  private void requireChannels(long channels) throws SoundException {
    if (channels < 1 || channels > MOST_CHANNELS) {
      throw damaged("it has " + channels + " channels instead of 1 to " + MOST_CHANNELS);
    }
  }

  private void requireBits(int bits) throws SoundException {
    if (bits < 1 || bits > MOST_BITS) {
      throw damaged("its samples have " + bits + " bits");
    }
  }

  private SoundException damaged(String what) {
    return new SoundException(source + " is damaged sound: " + what);
  }

  /** Checks what a provider made of a header, before buffers are allocated by it. */
  static void requireSensible(String source, AudioFormat format) throws SoundException {
    if (format.getChannels() > MOST_CHANNELS
        || format.getSampleSizeInBits() > MOST_BITS
        || (isPlain(format) && format.getFrameSize() > MOST_FRAME_BYTES)) {
      throw new SoundException(
          String.format(
              Locale.ROOT,
              "%s is damaged sound: it has %d channels, samples of %d bits and frames of %d bytes",
              source,
              format.getChannels(),
              format.getSampleSizeInBits(),
              format.getFrameSize()));
    }
  }

  private static boolean isPlain(AudioFormat format) {
    return format.getEncoding().toString().startsWith("PCM_");
  }

  private ByteBuffer next(int length, ByteOrder order) throws IOException {
    byte[] bytes = in.readNBytes(length);
    position += bytes.length;
    if (bytes.length < length) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(bytes).order(order);
  }

  private void skip(long length) throws IOException {
    in.skipNBytes(length);
    position += length;
  }

  private static String name(byte[] fourCharacters) {
    return new String(fourCharacters, ISO_8859_1);
  }
}
