package io.assetota.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDocumentTest {
  private static final JsonLimits LIMITS = new JsonLimits(200, 10, 3, 8);

  private static JsonValue parse(String json) throws JsonException {
    return JsonDocument.parse(json.getBytes(UTF_8), "answer", LIMITS);
  }

  @Test
  void readsEveryType() throws IOException {
    JsonObject object =
        parse("{\"t\":\"a\\u00e9\",\"i\":-7,\"b\":true,\"n\":null,\"l\":[\"x\",\"y\"],\"o\":{}}")
            .object();
    assertThat(object.text("t", 2)).isEqualTo("a\u00e9");
    assertThat(object.integer("i", -7, -7)).isEqualTo(-7);
    assertThat(object.isTrue("b")).isTrue();
    assertThat(object.find("n")).isEmpty();
    assertThat(object.members().get("n").kind()).isEqualTo(JsonValue.Kind.NULL);
    assertThat(object.texts("l", 2, 1)).containsExactly("x", "y");
    assertThat(object.object("o").members()).isEmpty();
    assertThat(object.optionalText("none", 1)).isEmpty();
    assertThat(object.optionalObject("none")).isEmpty();
    assertThat(object.optionalTime("none")).isEmpty();
    assertThat(object.members().keySet()).containsExactly("t", "i", "b", "n", "l", "o");
  }

  @Test
  void readsATime() throws IOException {
    JsonLimits limits = LIMITS.withTextLength(20);
    String json = "{\"at\":\"2026-01-31T12:00:00Z\"}";
    assertThat(JsonDocument.parse(json, "answer", limits).object().time("at"))
        .isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
    String none = "{\"at\":\"2026-02-31T12:00:00Z\"}";
    assertThatThrownBy(() -> JsonDocument.parse(none, "answer", limits).object().time("at"))
        .hasMessage("answer.at is not a time in UTC like 2026-01-31T12:00:00Z (line 1, column 7)");
  }

  @Test
  void aMessageNamesThePlace() throws IOException {
    JsonObject object = parse("{\n \"a\": [\n  {\"b\": 1},\n  {\"b\": \"x\"} ]}").object();
    List<JsonObject> list = object.objects("a", 2);
    assertThat(list.get(0).integer("b", 0, 1)).isEqualTo(1);
    JsonException wrong =
        catchThrowableOfType(JsonException.class, () -> list.get(1).integer("b", 0, 1));
    assertThat(wrong).hasMessage("answer.a[1].b is not an integer (line 4, column 9)");
    assertThat(wrong.line()).isEqualTo(4);
    assertThat(wrong.column()).isEqualTo(9);
    assertThatThrownBy(() -> list.get(1).text("c", 1))
        .hasMessage("answer.a[1].c is missing (line 4, column 3)");
    assertThatThrownBy(() -> list.get(0).integer("b", 2, 3))
        .hasMessageStartingWith("answer.a[0].b is 1, which is not in the range 2 to 3");
    assertThatThrownBy(() -> object.objects("a", 1))
        .hasMessageStartingWith("answer.a has 2 elements; at most 1 are allowed");
    assertThatThrownBy(() -> list.get(0).requireOnly(Set.of("c", "a")))
        .hasMessageStartingWith("answer.a[0].b is unknown; there are a, c");
    assertThat(object.get("a").path()).isEqualTo("answer.a");
    assertThat(object.get("a")).hasToString("answer.a: a list");
    assertThat(list.get(1)).hasToString("answer.a[1]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'' | answer is empty",
        "' ' | answer is empty",
        "{ | answer is not valid JSON",
        "[1,] | answer is not valid JSON",
        "{\"a\":1,\"a\":2} | Duplicate field 'a' (line 1, column 11)",
        "{} {} | answer has more text behind the JSON value (line 1, column 4)",
        "nul | answer is not valid JSON",
        "'[\"\t\"]' | answer is not valid JSON",
        "[[[[1]]]] | answer is nested more than 3 deep (line 1, column 4)",
        "[1,2,3,4,5,6,7,8,9,10] | answer[9] is one value too many: at most 10 are read",
        "[\"123456789\"] | answer[0] is longer than 8 characters (line 1, column 2)",
        "[123456789012345678901234567890123] | is a number of more than 32 characters",
      })
  void refusesWhatIsDamagedOrTooMuch(String json, String message) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"1e999999999", "1.5", "18446744073709551616", "-9223372036854775809"})
  void noOtherNumberIsTakenForAnInteger(String number) throws IOException {
    JsonValue value = parse(number);
    assertThat(value.kind()).isEqualTo(JsonValue.Kind.DECIMAL);
    assertThatThrownBy(() -> value.integer(Long.MIN_VALUE, Long.MAX_VALUE))
        .hasMessageContaining("answer is not an integer");
  }

  @Test
  void nothingIsConverted() throws IOException {
    JsonObject object = parse("{\"t\":\"1\",\"i\":1,\"b\":\"true\"}").object();
    assertThatThrownBy(() -> object.integer("t", 0, 9)).hasMessageContaining("not an integer");
    assertThatThrownBy(() -> object.text("i", 9)).hasMessageContaining("is not a string");
    assertThatThrownBy(() -> object.isTrue("b")).hasMessageContaining("is not true or false");
    assertThatThrownBy(() -> object.object("i")).hasMessageContaining("is not an object");
    assertThatThrownBy(() -> object.list("i", 9)).hasMessageContaining("is not a list");
    assertThatThrownBy(() -> object.text("t", 0)).hasMessageContaining("longer than 0 characters");
  }

  @Test
  void aDocumentIsNeitherTooLongNorInAnotherEncoding() {
    String longest = "\"" + "x".repeat(198) + "\"";
    JsonLimits limits = LIMITS.withTextLength(198);
    assertThat(longest.getBytes(UTF_8)).hasSize(200);
    assertThatThrownBy(() -> JsonDocument.parse(longest + " ", "answer", limits))
        .hasMessage("answer is longer than 200 bytes, and no more are read");
    assertThatThrownBy(() -> JsonDocument.parse("\u00e9".repeat(101), "answer", limits))
        .hasMessageContaining("longer than 200 bytes");
    assertThatThrownBy(() -> JsonDocument.parse(new byte[201], "answer", limits))
        .hasMessageContaining("longer than 200 bytes");
    assertThatThrownBy(() -> JsonDocument.parse(new byte[] {'"', -1, '"'}, "answer", limits))
        .hasMessage("answer is not UTF-8");
  }

  /** The stream has no end: only so much of it is read. */
  @Test
  void aStreamIsReadToTheLimit() throws IOException {
    assertThat(
            JsonDocument.read(new ByteArrayInputStream("[1]".getBytes(UTF_8)), "answer", LIMITS)
                .list(1))
        .hasSize(1);
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }
        };
    assertThatThrownBy(() -> JsonDocument.read(endless, "answer", LIMITS))
        .hasMessageContaining("longer than 200 bytes");
  }

  @Test
  void aLimitIsAtLeastOne() {
    assertThat(JsonLimits.of(9).withValues(1).withDepth(2)).isEqualTo(new JsonLimits(9, 1, 2, 9));
    assertThatThrownBy(() -> LIMITS.withDepth(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JsonLimits.of(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
