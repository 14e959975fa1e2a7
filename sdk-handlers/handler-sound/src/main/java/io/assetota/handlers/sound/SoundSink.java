package io.assetota.handlers.sound;

import java.io.IOException;

/**
 * A port for sound: a loudspeaker, a file, a recording in a test.
 *
 * <p>One sound after the other: {@link #start} with its format, {@link #write} as often as needed,
 * then {@link #drain} or {@link #stop}. Not safe for use by several threads, except for {@link
 * #stop}, which may come from any.
 */
public interface SoundSink extends AutoCloseable {
  /**
   * Gets ready for samples.
   *
   * @param format their form
   * @throws SoundException if the sink can't be opened, or can't take that form, with what to do
   * @throws IOException if the sink fails
   */
  void start(SoundFormat format) throws IOException;

  /**
   * Returns the form in which this sink prefers samples to the given one.
   *
   * @param format the form that samples are in
   * @return the same, if the sink takes that
   * @throws IOException if the sink can't be asked
   */
  default SoundFormat preferred(SoundFormat format) throws IOException {
    return format;
  }

  /**
   * Takes samples, and waits while there is no room for them.
   *
   * @param samples whole frames in the form that was given to {@link #start}
   * @param offset where they begin
   * @param length bytes, a multiple of the frame's size
   * @throws IOException if the sink fails, or was not started
   */
  void write(byte[] samples, int offset, int length) throws IOException;

  /**
   * Waits until everything was played, and ends this sound.
   *
   * @throws IOException if the sink fails
   */
  void drain() throws IOException;

  /**
   * Ends this sound at once; what was not played yet is discarded. Without effect if nothing is
   * started.
   */
  void stop();

  /**
   * Stops, and gives the sink back. May be called twice.
   *
   * @throws IOException if what was written can't be completed
   */
  @Override
  void close() throws IOException;

  /**
   * Opens the machine's audio output.
   *
   * @return a sink for its default line
   */
  static SoundSink systemDefault() {
    return new JavaSoundSink("", 0);
  }

  /**
   * Opens an audio output by name. It is searched when the first sound starts.
   *
   * @param device a part of the name, as {@link JavaSoundSink#devices()} lists them, in any case
   * @param gainDecibels 0 for as it is, negative for quieter; -80 to 6
   * @return a sink for that line
   */
  static SoundSink device(String device, float gainDecibels) {
    return new JavaSoundSink(device, gainDecibels);
  }
}
