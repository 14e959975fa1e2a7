package io.assetota.handlers.sound;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Makes tones, and finds out about tones. */
final class Tones {
  private Tones() {}

  /** A sine as signed 16-bit little-endian samples, the same in all channels. */
  static byte[] samples(SoundFormat format, double hertz, double amplitude, int frames) {
    byte[] bytes = new byte[frames * format.frameBytes()];
    for (int i = 0; i < frames; i++) {
      double phase = 2 * Math.PI * hertz * i / format.sampleRate();
      int value = (int) Math.round(Math.sin(phase) * amplitude * Short.MAX_VALUE);
      for (int c = 0; c < format.channels(); c++) {
        int at = i * format.frameBytes() + 2 * c;
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
      }
    }
    return bytes;
  }

  static byte[] encoded(AudioFileFormat.Type type, AudioFormat as, byte[] samples, SoundFormat from)
      throws IOException {
    AudioInputStream in =
        new AudioInputStream(
            new ByteArrayInputStream(samples),
            from.toAudioFormat(),
            samples.length / from.frameBytes());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AudioSystem.write(AudioSystem.getAudioInputStream(as, in), type, out);
    return out.toByteArray();
  }

  static byte[] wav(SoundFormat format, double hertz, double amplitude, int frames)
      throws IOException {
    return encoded(
        AudioFileFormat.Type.WAVE,
        format.toAudioFormat(),
        samples(format, hertz, amplitude, frames),
        format);
  }

  /** The frequency of the first channel, by its rising crossings of zero. */
  static double hertz(short[] samples, SoundFormat format) {
    int channels = format.channels();
    double first = -1;
    double last = -1;
    int crossings = -1;
    for (int i = channels; i < samples.length; i += channels) {
      int before = samples[i - channels];
      int now = samples[i];
      if (before < 0 && now >= 0) {
        last = (double) i / channels - (double) now / (now - before);
        first = first < 0 ? last : first;
        crossings++;
      }
    }
    return crossings < 1 ? 0 : crossings * format.sampleRate() / (last - first);
  }

  static short[] shorts(byte[] bytes) {
    short[] values = new short[bytes.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) ((bytes[2 * i] & 0xff) | bytes[2 * i + 1] << 8);
    }
    return values;
  }

  static byte[] readAll(SoundStream stream) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int n = stream.read(buffer, 0, 4096); n >= 0; n = stream.read(buffer, 0, 4096)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }
}
