package io.assetota.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Keyrings: what is read can be written, and is the same then; with signatures, too. */
class KeyringFuzzTest {
  static Stream<byte[]> keyrings() throws AssetException {
    Keyring keyring =
        Keyring.pinned("kiosk", TestKeys.role(1, TestKeys.ALICE, TestKeys.BOB))
            .next(
                Optional.of(TestKeys.END),
                TestKeys.role(1, TestKeys.ALICE),
                TestKeys.role(1, TestKeys.BOB));
    return Stream.of(KeyringJson.write(keyring));
  }

  @MethodSource("keyrings")
  @FuzzTest
  void keyringsReadTheSameAgain(byte[] input) {
    try {
      SignedKeyring.parse(input);
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
    try {
      Keyring keyring = KeyringJson.read(Envelope.of(KeyringJson.TYPE, input));
      byte[] written = KeyringJson.write(keyring);
      assertThat(KeyringJson.read(Envelope.of(KeyringJson.TYPE, written))).isEqualTo(keyring);
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
