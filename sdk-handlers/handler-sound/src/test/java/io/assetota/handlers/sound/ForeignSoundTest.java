package io.assetota.handlers.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sounds that sox wrote. Those with six channels have a tone in one of them, and silence else. */
class ForeignSoundTest {
  /** How much of the tone each side gets: BS.775, scaled by 1 + 2 * 0.7071. */
  @ParameterizedTest
  @CsvSource({
    "channel1, 0.4142, 0",
    "channel2, 0, 0.4142",
    "channel3, 0.2929, 0.2929",
    "channel4, 0, 0",
    "channel5, 0.2929, 0",
    "channel6, 0, 0.2929"
  })
  void fivePointOneIsMixedByTheStandardCoefficients(String name, double left, double right)
      throws IOException {
    short[] tone = samples(file("tone.wav"));
    short[] mixed = samples(file(name + ".wav"));
    assertThat(mixed).hasSize(2 * tone.length);
    for (int i = 0; i < tone.length; i++) {
      assertThat((double) mixed[2 * i]).isCloseTo(left * tone[i], within(1.5));
      assertThat((double) mixed[2 * i + 1]).isCloseTo(right * tone[i], within(1.5));
    }
  }

  @Test
  void loudFloatsAreClippedAndWhatIsNoNumberIsSilence() throws IOException {
    byte[] loud = file("loud.wav");
    int data = loud.length - 160 * Float.BYTES;
    short[] samples = samples(loud);
    assertThat(samples).hasSize(160);
    for (int i = 0; i < samples.length; i++) {
      float value =
          ByteBuffer.wrap(loud).order(ByteOrder.LITTLE_ENDIAN).getFloat(data + i * Float.BYTES);
      double wanted = Float.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value)) * 32768;
      assertThat((double) samples[i]).as("sample %d", i).isCloseTo(wanted, within(1.0));
    }
    assertThat(samples[3]).isZero();
    assertThat(IntStream.range(0, 160).map(i -> samples[i]).max()).hasValue(Short.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, -1", "36, 0"})
  void sizesThatWereNeverFilledInGoToTheEndOfTheFile(int form, int data) throws IOException {
    byte[] wav = file("tone.wav");
    short[] whole = samples(wav);
    ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(4, form).putInt(40, data);
    assertThat(samples(wav)).isEqualTo(whole);
  }

  @Test
  void soundWithoutSamplesStaysSilentWhateverComesBehind() throws IOException {
    byte[] wav = Arrays.copyOf(file("tone.wav"), 44 + 12);
    ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 48).putInt(40, 0);
    assertThat(samples(wav)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ima.wav, IMA ADPCM", "ms.wav, Microsoft ADPCM"})
  void codecsThatCannotBeDecodedAreNamed(String name, String codec) throws IOException {
    byte[] sound = file(name);
    assertThatThrownBy(() -> samples(sound))
        .isInstanceOf(SoundException.class)
        .hasMessageContainingAll("encoded with " + codec, "sox");
  }

  @Test
  void rateThatNoLineHasIsNotCalledDamage() throws IOException {
    byte[] sound = file("fast.wav");
    assertThatThrownBy(() -> samples(sound))
        .isInstanceOf(SoundException.class)
        .hasMessageContainingAll("384000", "not supported")
        .hasMessageNotContaining("damaged");
  }

  private static short[] samples(byte[] sound) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SoundStream stream = SoundStream.open("a.wav", new ByteArrayInputStream(sound))) {
      byte[] buffer = new byte[1000];
      for (int n = stream.read(buffer, 0, 1000); n >= 0; n = stream.read(buffer, 0, 1000)) {
        out.write(buffer, 0, n);
      }
    }
    short[] samples = new short[out.size() / 2];
    ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  private static byte[] file(String name) throws IOException {
    String path = "/sounds/" + name;
    try (InputStream in =
        Objects.requireNonNull(ForeignSoundTest.class.getResourceAsStream(path), path)) {
      return in.readAllBytes();
    }
  }
}
