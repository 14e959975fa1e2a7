package io.assetota.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** DSSE envelopes: what is read can be written, and means the same then. */
class EnvelopeFuzzTest {
  static Stream<byte[]> envelopes() {
    return Stream.of(TestKeys.resource("openssl.dsse.json"));
  }

  @MethodSource("envelopes")
  @FuzzTest
  void envelopesReadTheSameAgain(byte[] input) {
    try {
      Envelope envelope = Envelope.parse(input, "envelope");
      Envelope again = Envelope.parse(envelope.toJson(), "envelope");
      assertThat(again.message()).isEqualTo(envelope.message());
      assertThat(again.toJson()).isEqualTo(envelope.toJson());
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
