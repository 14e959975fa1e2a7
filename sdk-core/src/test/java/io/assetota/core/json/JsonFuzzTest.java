package io.assetota.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read at all reads the same as with another reader, and within the limits. */
class JsonFuzzTest {
  private static final JsonLimits LIMITS = new JsonLimits(4096, 100, 8, 100);

  static Stream<byte[]> documents() {
    return Stream.of(
            "{\"a\":[1,-2.5e3,true,null,\"x\\ud83d\\ude00\"],\"b\":{\"c\":{}}}",
            "[[[[[[[[[1]]]]]]]]]",
            "9223372036854775808",
            "\"\\ud800\"")
        .map(json -> json.getBytes(UTF_8));
  }

  @MethodSource("documents")
  @FuzzTest
  void readsTheSameAsAnotherReader(byte[] input) throws IOException {
    JsonValue value;
    try {
      value = JsonDocument.parse(input, "input", LIMITS);
    } catch (JsonException e) {
      assertThat(e.getMessage()).startsWith("input").doesNotContainPattern("\\p{Cc}");
      return;
    }
    compare(value, new ObjectMapper().readTree(input), 1);
  }

  private static void compare(JsonValue ours, JsonNode theirs, int depth) throws IOException {
    assertThat(depth).isLessThanOrEqualTo(9);
    switch (ours.kind()) {
      case OBJECT -> {
        assertThat(theirs.isObject()).isTrue();
        assertThat(ours.object().members()).hasSize(theirs.size());
        for (var member : ours.object().members().entrySet()) {
          compare(member.getValue(), theirs.get(member.getKey()), depth + 1);
        }
      }
      case LIST -> {
        assertThat(theirs.isArray()).isTrue();
        Iterator<JsonNode> elements = theirs.iterator();
        for (JsonValue element : ours.list(100)) {
          compare(element, elements.next(), depth + 1);
        }
        assertThat(elements.hasNext()).isFalse();
      }
      case TEXT -> assertThat(ours.text(100)).isEqualTo(theirs.textValue());
      case INTEGER ->
          assertThat(ours.integer(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(theirs.longValue());
      case DECIMAL -> assertThat(theirs.isNumber()).isTrue();
      case BOOLEAN -> assertThat(ours.isTrue()).isEqualTo(theirs.booleanValue());
      case NULL -> assertThat(theirs.isNull()).isTrue();
    }
  }
}
