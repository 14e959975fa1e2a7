package io.assetota.core.release;

import static io.assetota.core.model.ForeignText.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a signed file of others holds, what is told of it is printable. */
class ForeignTextTest {
  @ParameterizedTest
  @MethodSource("io.assetota.core.model.ForeignText#names")
  void noMessageHoldsARawControlCharacter(String text) {
    for (String hostile : List.of(text, escaped(text))) {
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

  /** As JSON writes what it can't hold as it is. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
    return escaped.toString();
  }
}
