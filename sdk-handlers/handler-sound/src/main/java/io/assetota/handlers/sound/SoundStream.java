package io.assetota.handlers.sound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import javax.sound.sampled.spi.AudioFileReader;

/**
 * Encoded sound, decoded while it is read: memory does not grow with its length.
 *
 * <p>WAV, AIFF and AU come with the JDK. Others are decoded where a service provider of {@code
 * javax.sound.sampled} for them is on the class path. Not safe for use by several threads.
 */
public final class SoundStream implements AutoCloseable {
  /** A provider that goes on giving nothing is broken. */
  private static final int MAX_EMPTY_READS = 1000;

  /** The size of samples that go to the end of the file. */
  private static final byte[] TO_THE_END = {-1, -1, -1, -1};

  private final String source;
  private final AudioInputStream in;
  private final SoundFormat format;

  private SoundStream(String source, AudioInputStream in, SoundFormat format) {
    this.source = source;
    this.in = in;
    this.format = format;
  }

  /**
   * Opens encoded sound.
   *
   * @param source what to call it in errors: the asset's name
   * @param encoded the sound, closed together with the result
   * @return samples in the sound's own rate, in one or two channels
   * @throws SoundException if it is in no form that can be decoded here, with what to do
   * @throws IOException if reading fails
   */
  public static SoundStream open(String source, InputStream encoded) throws IOException {
    try {
      ProbeStream probe = new ProbeStream(new BufferedInputStream(encoded));
      SoundHeader.Facts facts = SoundHeader.check(source, probe);
      AudioInputStream in = decode(source, probe, facts);
      AudioFormat found = in.getFormat();
      SoundHeader.requireSensible(source, found);
      float rate = found.getSampleRate();
      int channels = Math.min(2, found.getChannels());
      if (!(rate >= 1) || channels < 1) {
        throw new SoundException(source + " does not tell its sample rate and channels: " + found);
      }
      if (rate < SoundFormat.MIN_RATE || rate > SoundFormat.MAX_RATE) {
        throw new SoundException(
            source
                + " has "
                + Math.round(rate)
                + " frames a second, which is not supported: convert it to "
                + SoundFormat.MIN_RATE
                + " to "
                + SoundFormat.MAX_RATE);
      }
      SoundFormat format = new SoundFormat(Math.round(rate), channels);
      return new SoundStream(source, convert(in, format, facts.channelMask()), format);
    } catch (RuntimeException e) {
      // Providers answer damaged headers with exceptions of many kinds.
      throw new SoundException(source + " is damaged sound: " + e.getMessage(), e);
    }
  }

  /**
   * Asks the JDK's providers first, and lets each see the stream from its start. AudioSystem asks
   * in any order, and relies on each to go back after it looked: there are such that don't.
   *
   * <p>Of the JDK's, only those for the three forms whose headers were checked: it has one more,
   * which takes MIDI files, and starts a synthesizer for what an asset says.
   */
  private static AudioInputStream decode(String source, ProbeStream probe, SoundHeader.Facts facts)
      throws IOException {
    if (facts.openSizeAt() >= 0) {
      probe.replace(facts.openSizeAt(), TO_THE_END);
    }
    probe.rewind();
    List<AudioFileReader> readers = new ArrayList<>();
    ServiceLoader.load(AudioFileReader.class).forEach(readers::add);
    readers.removeIf(reader -> !facts.isOfTheJdk() && !isForeign(reader));
    readers.sort(Comparator.comparing(SoundStream::isForeign));
    for (AudioFileReader reader : readers) {
      try {
        AudioInputStream in = reader.getAudioInputStream(probe);
        probe.settle();
        return in;
      } catch (UnsupportedAudioFileException e) {
        probe.rewind();
      }
    }
    if (!facts.codec().isEmpty()) {
      throw new SoundException(
          source
              + " is encoded with "
              + facts.codec()
              + ", which can't be decoded here: convert it to PCM of 16 bits, for example with"
              + " \"sox in.wav -e signed-integer -b 16 out.wav\"");
    }
    throw new SoundException(
        source
            + " is in no form that can be decoded here. WAV, AIFF and AU always can be; Ogg"
            + " Vorbis and MP3 with a Java Sound provider on the class path, for example"
            + " com.googlecode.soundlibs:vorbisspi or com.googlecode.soundlibs:mp3spi");
  }

  private static boolean isForeign(AudioFileReader reader) {
    return reader.getClass().getModule() != AudioSystem.class.getModule();
  }

  /** Encoded sound is decoded first, and then brought to the form that is asked for. */
  private static AudioInputStream convert(
      AudioInputStream in, SoundFormat format, long channelMask) {
    AudioFormat from = in.getFormat();
    AudioInputStream pcm = in;
    boolean encoded =
        !from.getEncoding().equals(AudioFormat.Encoding.PCM_SIGNED)
            && !from.getEncoding().equals(AudioFormat.Encoding.PCM_UNSIGNED)
            && !from.getEncoding().equals(AudioFormat.Encoding.PCM_FLOAT);
    if (encoded) {
      AudioFormat decoded =
          new AudioFormat(from.getSampleRate(), 16, from.getChannels(), true, false);
      pcm = AudioSystem.getAudioInputStream(decoded, in);
    }
    AudioFormat wanted = format.toAudioFormat();
    if (MixedDown.isNeeded(pcm.getFormat())) {
      return new AudioInputStream(
          new MixedDown(pcm, channelMask), wanted, AudioSystem.NOT_SPECIFIED);
    }
    return pcm.getFormat().matches(wanted) ? pcm : AudioSystem.getAudioInputStream(wanted, pcm);
  }

  /**
   * Returns the form of the samples.
   *
   * @return their rate and channels
   */
  public SoundFormat format() {
    return format;
  }

  /**
   * Brings the samples to another form.
   *
   * @param wanted the form
   * @return this, if it has that form; otherwise a stream that takes this one's place
   * @throws SoundException if the JDK can't convert this
   */
  public SoundStream as(SoundFormat wanted) throws SoundException {
    if (wanted.equals(format)) {
      return this;
    }
    try {
      return new SoundStream(
          source, AudioSystem.getAudioInputStream(wanted.toAudioFormat(), in), wanted);
    } catch (IllegalArgumentException e) {
      throw new SoundException(source + " can't be converted to " + wanted, e);
    }
  }

  /**
   * Reads samples.
   *
   * @param samples takes them
   * @param offset where
   * @param length bytes at most, a multiple of the frame's size
   * @return whole frames in bytes, or -1 at the end
   * @throws SoundException if the sound is damaged
   * @throws IOException if reading fails
   */
  public int read(byte[] samples, int offset, int length) throws IOException {
    try {
      for (int i = 0; i < MAX_EMPTY_READS; i++) {
        int read = in.read(samples, offset, length);
        if (read != 0) {
          return read;
        }
      }
    } catch (RuntimeException e) {
      throw new SoundException(source + " is damaged sound: " + e.getMessage(), e);
    }
    throw new SoundException(source + " is damaged sound: the decoder does not go on");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
