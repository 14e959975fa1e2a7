import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Makes the sounds: a bell, and three notes of a door chime. Run it with {@code java
 * art/DrawSounds.java assets}.
 */
class DrawSounds {
  private static final int RATE = 16_000;

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    double[] bell = new double[RATE * 7 / 10];
    strike(bell, 0, 880, 0.6);
    write(folder.resolve("bell.wav"), bell);
    double[] chime = new double[RATE * 13 / 10];
    strike(chime, 0, 659.25, 0.45);
    strike(chime, RATE * 3 / 10, 523.25, 0.45);
    strike(chime, RATE * 6 / 10, 783.99, 0.45);
    write(folder.resolve("chime.wav"), chime);
  }

  /** A bell: partials that are not quite in tune, the higher ones gone sooner. */
  private static void strike(double[] samples, int from, double hertz, double loudness) {
    double[] partials = {1, 2.76, 5.4};
    double[] amplitudes = {0.75, 0.2, 0.05};
    for (int i = from; i < samples.length; i++) {
      double t = (double) (i - from) / RATE;
      double attack = Math.min(1, t * 500);
      double release = Math.min(1, (samples.length - i) / 800.0);
      for (int p = 0; p < partials.length; p++) {
        samples[i] +=
            loudness
                * attack
                * release
                * amplitudes[p]
                * Math.exp(-t * (4 + 5 * p))
                * Math.sin(2 * Math.PI * hertz * partials[p] * t);
      }
    }
  }

  private static void write(Path file, double[] samples) throws IOException {
    byte[] bytes = new byte[2 * samples.length];
    for (int i = 0; i < samples.length; i++) {
      int value = (int) Math.round(samples[i] * Short.MAX_VALUE);
      bytes[2 * i] = (byte) value;
      bytes[2 * i + 1] = (byte) (value >> 8);
    }
    AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(bytes), format, samples.length),
        AudioFileFormat.Type.WAVE,
        file.toFile());
  }
}
