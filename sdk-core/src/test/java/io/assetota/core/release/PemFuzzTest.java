package io.assetota.core.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys as PEM: what is read can be written, and is the same then. */
class PemFuzzTest {
  static Stream<byte[]> keys() {
    return Stream.of(TestKeys.resource("openssl.key"), TestKeys.resource("openssl.pub"));
  }

  @MethodSource("keys")
  @FuzzTest
  void keysReadTheSameAgain(byte[] input) {
    String text = new String(input, UTF_8);
    try {
      TrustedKey key = TrustedKey.parse(text);
      assertThat(TrustedKey.parse(key.toPem())).isEqualTo(key);
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
    try {
      assertThat(SigningKey.parse(text).publicKey().id()).hasSize(64);
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
