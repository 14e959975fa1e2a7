package io.assetota.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What is signed of a bundle: what is read can be written, and is the same then. */
class ReleaseFuzzTest {
  static Stream<byte[]> releases() throws AssetException {
    return Stream.of(Envelope.parse(TestKeys.resource("openssl.dsse.json"), "seed").payload());
  }

  @MethodSource("releases")
  @FuzzTest
  void releasesReadTheSameAgain(byte[] input) {
    try {
      Release release = ReleaseJson.read(Envelope.of(ReleaseJson.TYPE, input));
      byte[] written = ReleaseJson.write(release);
      assertThat(ReleaseJson.read(Envelope.of(ReleaseJson.TYPE, written))).isEqualTo(release);
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
