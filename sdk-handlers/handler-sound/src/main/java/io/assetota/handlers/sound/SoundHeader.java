package io.assetota.handlers.sound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** WAVE_FORMAT_EXTENSIBLE tells the places of its channels at 20, 4 bytes. */
  private static final int EXTENSIBLE_LENGTH = 24;

  private static final int EXTENSIBLE = 0xFFFE;
  private static final int CHANNEL_MASK = 20;
  private static final int NO_SIZE = -1;
  private static final int COMM_LENGTH = 18;
  private static final int AU_LENGTH = 24;

  /** Of Windows' mmreg.h: the ones whose frames are plain samples of each channel. */
  private static final List<Integer> PLAIN_WAV = List.of(0x0001, 0x0003, 0x0006, 0x0007, 0xFFFE);

  /** What Windows' mmreg.h calls the codecs that sounds in the field have and the JDK hasn't. */
  private static final Map<Integer, String> CODECS =
      Map.of(
          0x0002, "Microsoft ADPCM",
          0x0011, "IMA ADPCM",
          0x0031, "GSM 6.10",
          0x0040, "G.721 ADPCM",
          0x0050, "MPEG audio",
          0x0055, "MP3",
          0x0161, "Windows Media Audio");

  private final String source;
  private final InputStream in;
  private long position;
  private long formSize;
  private long channelMask;
  private String codec = "";
  private long openSizeAt = NO_SIZE;

  /**
   * What a header says.
   *
   * @param isOfTheJdk whether it is one of the JDK's three forms; anything else is not looked at
   * @param channelMask which places the channels have, as WAVE_FORMAT_EXTENSIBLE tells; 0 if
   *     unknown
   * @param codec what the samples are encoded with, if it is known and the JDK can't decode it
   * @param openSizeAt where the size of the samples stands that was never filled in, as by a
   *     program that wrote into a pipe; -1 if it is filled in
   */
  record Facts(boolean isOfTheJdk, long channelMask, String codec, long openSizeAt) {}

  private SoundHeader(String source, InputStream in) {
    this.source = source;
    this.in = in;
  }

  /**
   * Checks a header.
   *
   * @param source what to call the sound in errors
   * @param in the sound from its start
   * @return what it says
   * @throws SoundException if it is one of the JDK's, and no sound that is meant to be heard has
   *     such a header
   */
  static Facts check(String source, InputStream in) throws IOException {
    SoundHeader header = new SoundHeader(source, in);
    try {
      boolean isOfTheJdk = header.check();
      return new Facts(isOfTheJdk, header.channelMask, header.codec, header.openSizeAt);
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
        if (!isForm("WAVE") || !checkChunk("fmt ", FMT_LENGTH, ByteOrder.LITTLE_ENDIAN)) {
          return false;
        }
        findOpenSize();
        return true;
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
    formSize =
        rest.length < 4
            ? 0
            : Integer.toUnsignedLong(ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN).getInt());
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
        boolean isWav = order == ByteOrder.LITTLE_ENDIAN;
        int wantedLength = isWav ? EXTENSIBLE_LENGTH : length;
        ByteBuffer chunk = next((int) Math.min(size, wantedLength), order);
        if (isWav) {
          checkFmt(chunk);
          skip(size + (size & 1) - chunk.limit());
        } else {
          requireChannels(chunk.getShort(0) & 0xffff);
          requireBits(chunk.getShort(6) & 0xffff);
        }
        return true;
      }
      skip(size + (size & 1)); // chunks begin at even positions
    }
  }

  /**
   * Looks for samples whose size was never filled in: of a program that could not go back, since it
   * wrote into a pipe, or that was ended. They go to the end of the file.
   */
  private void findOpenSize() throws IOException {
    while (position < LONGEST) {
      byte[] heading = in.readNBytes(CHUNK_HEADING);
      if (heading.length < CHUNK_HEADING) {
        return;
      }
      long sizeAt = position + 4;
      position += heading.length;
      long size =
          Integer.toUnsignedLong(ByteBuffer.wrap(heading).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
      if (name(Arrays.copyOf(heading, 4)).equals("data")) {
        boolean nothingElse = formSize + CHUNK_HEADING <= position;
        openSizeAt = size == 0 && nothingElse ? sizeAt : NO_SIZE;
        return;
      }
      if (size > LONGEST) {
        return;
      }
      skip(size + (size & 1));
    }
  }

  private void checkFmt(ByteBuffer chunk) throws SoundException {
    requireChannels(chunk.getShort(2) & 0xffff);
    int tag = chunk.getShort(0) & 0xffff;
    codec = CODECS.getOrDefault(tag, "");
    if (tag == EXTENSIBLE && chunk.limit() >= EXTENSIBLE_LENGTH) {
      channelMask = Integer.toUnsignedLong(chunk.getInt(CHANNEL_MASK));
    }
    int frame = chunk.getShort(12) & 0xffff;
    if (PLAIN_WAV.contains(tag) && frame > MOST_FRAME_BYTES) {
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
