package io.assetota.handlers.sound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Sounds of others: samples that end, or a clear error. */
class WavFuzzTest {
  private static final int MAX_READS = 10_000;

  static Stream<byte[]> sounds() {
    return Stream.of(wav(1, 8), wav(2, 16), wav(1, 24), wav(6, 32));
  }

  private static byte[] wav(int channels, int bits) {
    int frame = channels * bits / 8;
    ByteBuffer wav = ByteBuffer.allocate(44 + 8 * frame).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(US_ASCII)).putInt(36 + 8 * frame).put("WAVEfmt ".getBytes(US_ASCII));
    wav.putInt(16).putShort((short) 1).putShort((short) channels).putInt(8000);
    wav.putInt(8000 * frame).putShort((short) frame).putShort((short) bits);
    wav.put("data".getBytes(US_ASCII)).putInt(8 * frame);
    return wav.array();
  }

  @MethodSource("sounds")
  @FuzzTest
  void soundsEndOrAreRefused(byte[] input) throws IOException {
    byte[] samples = new byte[4096];
    try (SoundStream sound = SoundStream.open("sound", new ByteArrayInputStream(input))) {
      assertThat(sound.format().channels()).isBetween(1, 2);
      int reads = 0;
      while (sound.read(samples, 0, samples.length) >= 0) {
        assertThat(++reads).isLessThan(MAX_READS);
      }
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
