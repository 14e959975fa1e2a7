package io.assetota.ota.hawkbit.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.assetota.testing.Answer;
import io.assetota.testing.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A conversation that was recorded with a real hawkBit server. */
public final class Recordings {
  public static final String DEVICE = "/DEFAULT/controller/v1/gw-7";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fields whose values mean something to the server; others are ours to choose. */
  private static final Set<String> WORDS = Set.of("execution", "finished", "confirmation", "code");

  /** What is another thing in the test than it was when it was recorded. */
  private final Map<String, String> replaced = new LinkedHashMap<>();

  public Recordings replacing(String recorded, String inThisTest) {
    replaced.put(recorded, inThisTest);
    return this;
  }

  public JsonNode read(String name) {
    try (InputStream in =
        Recordings.class.getResourceAsStream("/ddi-recordings/" + name + ".json")) {
      String text = new String(in.readAllBytes(), UTF_8);
      for (Map.Entry<String, String> entry : replaced.entrySet()) {
        text = text.replace(entry.getKey(), entry.getValue());
      }
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The recorded answer to a request that is as recorded; else the test fails. */
  public Answer answer(String name, Request request) {
    JsonNode recorded = read(name).get("request");
    assertThat(request.method()).as(name).isEqualTo(recorded.get("method").asText());
    assertThat(request.path()).as(name).isEqualTo(recorded.get("path").asText());
    // A client may say what it knows also where the recorded one did not.
    if (recorded.get("headers").has("If-None-Match")) {
      assertThat(request.header("If-None-Match"))
          .as(name)
          .hasValue(recorded.at("/headers/If-None-Match").asText());
    } else {
      assertThat(request.header("If-None-Match").orElse("other"))
          .as(name)
          .isNotEqualTo(read(name).at("/response/headers/ETag").asText());
    }
    // Tokens were taken out of the recordings, apart from the wrong one.
    assertThat(request.header("Authorization").orElse(""))
        .as(name)
        .isEqualTo(recorded.at("/headers/Authorization").asText("GatewayToken right"));
    if (recorded.get("body").isNull()) {
      assertThat(request.body()).as(name).isEmpty();
    } else {
      assertThat(request.header("Content-Type")).as(name).hasValue("application/json");
      assertSameShape(name, recorded.get("body"), parse(request.body()));
    }
    return response(read(name).get("response"));
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  private static void assertSameShape(String path, JsonNode wanted, JsonNode actual) {
    assertThat(actual.getNodeType()).as(path).isEqualTo(wanted.getNodeType());
    if (wanted.isArray()) {
      assertThat(actual.size()).as(path).isPositive();
      actual.forEach(element -> assertSameShape(path + "[]", wanted.get(0), element));
    } else if (path.endsWith("/data")) {
      // Names and values of attributes are the device's own.
      assertThat(actual).as(path).allMatch(v -> v.getNodeType() == JsonNodeType.STRING);
      assertThat(actual.size()).as(path).isBetween(1, 100);
    } else if (wanted.isObject()) {
      assertThat(actual.fieldNames())
          .toIterable()
          .as(path)
          .containsExactlyInAnyOrderElementsOf(wanted::fieldNames);
      wanted
          .properties()
          .forEach(
              e -> assertSameShape(path + "/" + e.getKey(), e.getValue(), actual.get(e.getKey())));
    } else if (WORDS.contains(path.substring(path.lastIndexOf('/') + 1))) {
      assertThat(actual).as(path).isEqualTo(wanted);
    }
  }

  private static Answer response(JsonNode recorded) {
    Map<String, String> headers = new TreeMap<>();
    recorded
        .get("headers")
        .properties()
        .forEach(e -> headers.put(e.getKey(), e.getValue().asText()));
    JsonNode body = recorded.get("body");
    String text = body.isObject() ? body.toString() : "";
    return new Answer(recorded.get("status").asInt(), headers, text.getBytes(UTF_8));
  }
}
