package io.assetota.core.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a signed file of others holds, what is told of it is printable. */
class ForeignTextTest {
  private static void assertRefused(ThrowingCallable misuse) {
    Throwable thrown = catchThrowable(misuse);
    assertThat(thrown).isNotNull();
    assertThat(thrown.getMessage())
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]")
        .hasSizeLessThan(2000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\u001b[2J", "a\\nforged: line", "\\u0000", "\\u009b", "\\u202e", "\u202e"})
  void noMessageHoldsARawControlCharacter(String text) {
    for (String hostile : List.of(text, text.repeat(500), "x".repeat(300) + text)) {
      for (String json :
          List.of(
              "{\"" + hostile + "\": 1}",
              "{\"" + hostile + "\": {\"" + hostile + "\": [1.5]}}",
              "{\"a\": \"" + hostile + "\", \"a\": 1}",
              "{\"a\": 1, \"" + hostile + "\": 1, \"" + hostile + "\": 2}",
              hostile,
              "{" + hostile,
              "{\"payloadType\": \"" + hostile + "\", \"payload\": \"\", \"signatures\": []}",
              "{\"payloadType\": \"x\", \"payload\": \"" + hostile + "\", \"signatures\": []}",
              "{\"release\": {\"product\": \"" + hostile + "\"}}")) {
        byte[] bytes = json.getBytes(UTF_8);
        assertRefused(() -> ReleaseJson.read(Envelope.parse(bytes, "envelope")));
        assertRefused(() -> ReleaseJson.read(Envelope.of(ReleaseJson.TYPE, bytes)));
        assertRefused(() -> ReleaseJson.read(Envelope.of(hostile, bytes)));
        assertRefused(() -> KeyringJson.read(Envelope.of(KeyringJson.TYPE, bytes)));
        assertRefused(() -> SigningKey.parse(json));
        assertRefused(() -> TrustedKey.parse("-----BEGIN " + hostile + "-----\n" + json));
      }
    }
  }
}
