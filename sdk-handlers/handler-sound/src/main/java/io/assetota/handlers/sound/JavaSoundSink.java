package io.assetota.handlers.sound;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.FloatControl;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/**
 * The machine's audio output, through {@code javax.sound.sampled}.
 *
 * <p>On Linux that is ALSA: the device {@code default}, which {@code /etc/asound.conf} and {@code
 * ~/.asoundrc} define, and one for each sound card.
 */
public final class JavaSoundSink implements SoundSink {
  /** 93 ms at 44.1 kHz stereo: enough for a busy board, and short enough for a button's click. */
  private static final int BUFFER_FRAMES = 4096;

  private static final float MIN_GAIN = -80;
  private static final float MAX_GAIN = 6;

  private final String device;
  private final float gainDecibels;
  private volatile @Nullable SourceDataLine line;
  private volatile boolean stopped;
  private boolean closed;

  JavaSoundSink(String device, float gainDecibels) {
    if (!(gainDecibels >= MIN_GAIN && gainDecibels <= MAX_GAIN)) {
      throw new IllegalArgumentException(
          "gain is " + MIN_GAIN + " to " + MAX_GAIN + " dB: " + gainDecibels);
    }
    this.device = device;
    this.gainDecibels = gainDecibels;
  }

  /**
   * Lists the machine's audio outputs.
   *
   * @return their names; empty on a machine without audio
   */
  public static List<String> devices() {
    List<String> names = new ArrayList<>();
    for (Mixer.Info info : AudioSystem.getMixerInfo()) {
      DataLine.Info wanted = new DataLine.Info(SourceDataLine.class, null);
      if (AudioSystem.getMixer(info).isLineSupported(wanted)) {
        names.add(info.getName());
      }
    }
    return names;
  }

  @Override
  public SoundFormat preferred(SoundFormat format) throws IOException {
    if (isSupported(format)) {
      return format;
    }
    for (SoundFormat other :
        List.of(
            new SoundFormat(format.sampleRate(), 2),
            new SoundFormat(48_000, 2),
            SoundFormat.CD,
            new SoundFormat(48_000, 1),
            new SoundFormat(44_100, 1))) {
      if (isSupported(other)) {
        return other;
      }
    }
    // Nothing at all: start() says why.
    return format;
  }

  private boolean isSupported(SoundFormat format) {
    Mixer mixer = findMixer();
    return mixer != null && mixer.isLineSupported(info(format));
  }

  private static DataLine.Info info(SoundFormat format) {
    return new DataLine.Info(SourceDataLine.class, format.toAudioFormat());
  }

  private @Nullable Mixer findMixer() {
    DataLine.Info any = new DataLine.Info(SourceDataLine.class, null);
    String wanted = device.toLowerCase(Locale.ROOT);
    for (Mixer.Info info : AudioSystem.getMixerInfo()) {
      Mixer mixer = AudioSystem.getMixer(info);
      if (mixer.isLineSupported(any) && info.getName().toLowerCase(Locale.ROOT).contains(wanted)) {
        return mixer;
      }
    }
    return null;
  }

  @Override
  public synchronized void start(SoundFormat format) throws IOException {
    if (closed) {
      throw new IOException("the sound sink is closed");
    }
    stop();
    Mixer mixer = findMixer();
    if (mixer == null) {
      throw missing();
    }
    AudioFormat audioFormat = format.toAudioFormat();
    try {
      SourceDataLine opened = (SourceDataLine) mixer.getLine(info(format));
      opened.open(audioFormat, BUFFER_FRAMES * format.frameBytes());
      applyGain(opened);
      opened.start();
      stopped = false;
      line = opened;
    } catch (LineUnavailableException e) {
      throw new SoundException(
          "audio device "
              + mixer.getMixerInfo().getName()
              + " is in use or gone: "
              + e.getMessage(),
          e);
    } catch (IllegalArgumentException | SecurityException e) {
      throw new SoundException(
          "audio device "
              + mixer.getMixerInfo().getName()
              + " does not take "
              + format
              + "; on ALSA, a device of type plug converts",
          e);
    }
  }

  private SoundException missing() {
    List<String> names = devices();
    if (names.isEmpty()) {
      return new SoundException(
          "this machine has no audio output that Java can use. Check that a sound card is there"
              + " (aplay -l; the packages alsa-utils and libasound2 are needed), that this user may"
              + " use it (group audio), and that the Java runtime is not one without sound; or"
              + " define a device in ~/.asoundrc");
    }
    return new SoundException(
        "no audio output has a name with \""
            + device
            + "\"; there are: "
            + String.join(", ", names));
  }

  private void applyGain(SourceDataLine opened) throws SoundException {
    if (gainDecibels == 0) {
      return;
    }
    if (!opened.isControlSupported(FloatControl.Type.MASTER_GAIN)) {
      opened.close();
      throw new SoundException(
          "the audio device has no gain; set its volume with alsamixer, or leave the gain at 0");
    }
    FloatControl gain = (FloatControl) opened.getControl(FloatControl.Type.MASTER_GAIN);
    gain.setValue(Math.max(gain.getMinimum(), Math.min(gain.getMaximum(), gainDecibels)));
  }

  @Override
  public void write(byte[] samples, int offset, int length) throws IOException {
    SourceDataLine current = line;
    if (current == null) {
      throw new IOException(stopped ? "the sound was stopped" : "start the sink first");
    }
    int written = current.write(samples, offset, length);
    if (written < length) {
      throw new IOException(
          stopped
              ? "the sound was stopped"
              : "the audio device took " + written + " of " + length + " bytes");
    }
  }

  @Override
  public void drain() throws IOException {
    SourceDataLine current = line;
    if (current != null) {
      current.drain();
      line = null;
      current.close();
    }
  }

  @Override
  public void stop() {
    SourceDataLine current = line;
    stopped = true;
    line = null;
    if (current != null) {
      current.stop();
      current.flush();
      current.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }
}
