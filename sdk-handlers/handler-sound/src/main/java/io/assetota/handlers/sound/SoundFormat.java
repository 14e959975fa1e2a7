package io.assetota.handlers.sound;

import javax.sound.sampled.AudioFormat;

/**
 * The form of the samples that sinks take: signed 16 bits, little-endian, channels interleaved.
 *
 * @param sampleRate frames a second, 1000 to 192000
 * @param channels 1 for mono, 2 for stereo
 */
public record SoundFormat(int sampleRate, int channels) {
  /** What nearly every line takes: 44.1 kHz, stereo. */
  public static final SoundFormat CD = new SoundFormat(44_100, 2);

  static final int MIN_RATE = 1000;
  static final int MAX_RATE = 192_000;

  /**
   * Checks the values.
   *
   * @param sampleRate frames a second
   * @param channels 1 or 2
   * @throws IllegalArgumentException if one is out of range
   */
  public SoundFormat {
    if (sampleRate < MIN_RATE || sampleRate > MAX_RATE) {
      throw new IllegalArgumentException(
          "a sample rate is " + MIN_RATE + " to " + MAX_RATE + ": " + sampleRate);
    }
    if (channels < 1 || channels > 2) {
      throw new IllegalArgumentException("sound has one or two channels, not " + channels);
    }
  }

  /**
   * Returns the size of one frame.
   *
   * @return bytes: two for each channel
   */
  public int frameBytes() {
    return 2 * channels;
  }

  AudioFormat toAudioFormat() {
    return new AudioFormat(sampleRate, 16, channels, true, false);
  }
}
