package io.assetota.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  private static final JsonFields FIELDS =
      json ->
          json.put("text", "a\"\u0001")
              .put("number", 5)
              .put("truth", false)
              .putNull("nothing")
              .put("object", o -> o.put("a", 1))
              .putObjects("objects", List.of(1, 2), i -> o -> o.put("i", i))
              .putTexts("texts", List.of("x"))
              .putIntegers("integers", List.of(7L, 8));

  private static String text(byte[] json) {
    return new String(json, UTF_8);
  }

  @Test
  void writesWithoutWhiteSpace() throws IOException {
    String expected =
        "{\"text\":\"a\\\"\\u0001\",\"number\":5,\"truth\":false,\"nothing\":null,"
            + "\"object\":{\"a\":1},\"objects\":[{\"i\":1},{\"i\":2}],\"texts\":[\"x\"],"
            + "\"integers\":[7,8]}";
    assertThat(text(JsonWriter.compact(FIELDS))).isEqualTo(expected);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonWriter.writeCompact(out, FIELDS);
    assertThat(out.toString(UTF_8)).isEqualTo(expected);
    assertThat(text(JsonWriter.compactList(List.of(1, 2), i -> json -> json.put("i", i))))
        .isEqualTo("[{\"i\":1},{\"i\":2}]");
  }

  @Test
  void writesIndented() {
    assertThat(text(JsonWriter.indented(json -> json.put("a", "b").putIntegers("l", List.of(1)))))
        .isEqualTo("{\n  \"a\": \"b\",\n  \"l\": [\n    1\n  ]\n}");
    assertThat(text(JsonWriter.indented(json -> {}))).isEqualTo("{ }");
  }

  @Test
  void whatItWritesIsReadAgain() throws IOException {
    JsonObject read =
        JsonDocument.parse(JsonWriter.indented(FIELDS), "answer", JsonLimits.of(1000)).object();
    assertThat(read.text("text", 9)).isEqualTo("a\"\u0001");
    assertThat(read.objects("objects", 2).get(1).integer("i", 2, 2)).isEqualTo(2);
  }

  /** A text that was cut in the middle of a character is written all the same. */
  @Test
  void halfACharacterBecomesAQuestionMark() {
    String smile = "\ud83d\ude00";
    assertThat(text(JsonWriter.compact(json -> json.put("a", smile + smile.charAt(0)))))
        .isEqualTo("{\"a\":\"" + smile + "?\"}");
  }

  @Test
  void aFullDiskIsReported() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    assertThatThrownBy(() -> JsonWriter.writeCompact(full, FIELDS)).hasMessage("no space left");
  }
}
