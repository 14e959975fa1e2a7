package io.assetota.handlers.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundStreamTest {
  private static final SoundFormat MONO = new SoundFormat(22_050, 1);
  private static final int FRAMES = 11_025;

  static Stream<Arguments> forms() {
    AudioFormat sixteen = MONO.toAudioFormat();
    AudioFormat big = new AudioFormat(22_050, 16, 1, true, true);
    return Stream.of(
        Arguments.of(AudioFileFormat.Type.WAVE, sixteen),
        Arguments.of(AudioFileFormat.Type.WAVE, new AudioFormat(22_050, 8, 1, false, false)),
        Arguments.of(AudioFileFormat.Type.WAVE, new AudioFormat(22_050, 24, 1, true, false)),
        Arguments.of(
            AudioFileFormat.Type.WAVE,
            new AudioFormat(AudioFormat.Encoding.PCM_FLOAT, 22_050, 32, 1, 4, 22_050, false)),
        Arguments.of(
            AudioFileFormat.Type.WAVE,
            new AudioFormat(AudioFormat.Encoding.ULAW, 22_050, 8, 1, 1, 22_050, false)),
        Arguments.of(AudioFileFormat.Type.AIFF, big),
        Arguments.of(AudioFileFormat.Type.AU, big));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void decodesWhatTheJdkDecodes(AudioFileFormat.Type type, AudioFormat as) throws IOException {
    byte[] encoded = Tones.encoded(type, as, Tones.samples(MONO, 440, 0.5, FRAMES), MONO);
    try (SoundStream stream = open("tone", encoded)) {
      assertThat(stream.format()).isEqualTo(MONO);
      short[] samples = Tones.shorts(Tones.readAll(stream));
      assertThat(samples).hasSize(FRAMES);
      assertThat(Tones.hertz(samples, MONO)).isCloseTo(440, offset(0.5));
    }
  }

  @Test
  void convertsRateAndChannels() throws IOException {
    SoundFormat wanted = new SoundFormat(48_000, 2);
    byte[] encoded = Tones.wav(MONO, 440, 0.5, FRAMES);
    try (SoundStream stream = open("tone.wav", encoded).as(wanted)) {
      short[] samples = Tones.shorts(Tones.readAll(stream));
      assertThat(samples.length / 2).isBetween(23_900, 24_100);
      assertThat(Tones.hertz(samples, wanted)).isCloseTo(440, offset(1.0));
      assertThat(samples[1000]).isEqualTo(samples[1001]);
    }
  }

  /**
   * Made with oggenc and lame; the providers are on the class path of the tests only. That for Ogg
   * gives nothing at all for files of less than about 8 KiB, so the tone lasts ten seconds.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tone.ogg", "tone.mp3"})
  void decodesWhatAProviderDecodes(String name) throws IOException {
    try (InputStream in = SoundStreamTest.class.getResourceAsStream("/sounds/" + name);
        SoundStream stream = SoundStream.open(name, in)) {
      assertThat(stream.format()).isEqualTo(new SoundFormat(44_100, 1));
      short[] samples = Tones.shorts(Tones.readAll(stream));
      // MP3 has whole frames of 1152, and silence around.
      assertThat(samples.length).isBetween(20_000, 450_000);
      short[] middle = Arrays.copyOfRange(samples, 4000, 18_000);
      assertThat(Tones.hertz(middle, stream.format())).isCloseTo(440, offset(1.0));
    }
  }

  @Test
  void saysWhatToDoAboutOtherForms() {
    assertThatThrownBy(() -> open("song.flac", new byte[10_000]))
        .isInstanceOf(SoundException.class)
        .hasMessageContaining("song.flac")
        .hasMessageContaining("vorbisspi");
  }

  @Test
  void damagedSoundIsOneKindOfError() throws IOException {
    Random random = new Random(1);
    byte[] whole = Tones.wav(MONO, 440, 0.5, 200);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 3; i++) {
        damaged[random.nextInt(60)] = (byte) random.nextInt();
      }
      try (SoundStream stream = open("x.wav", damaged)) {
        byte[] block = new byte[4096];
        for (int i = 0; i < 100 && stream.read(block, 0, 4096) > 0; i++) {
          assertThat(stream.format().channels()).isBetween(1, 2);
        }
      } catch (IOException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  private static SoundStream open(String name, byte[] encoded) throws IOException {
    return SoundStream.open(name, new ByteArrayInputStream(encoded));
  }
}
