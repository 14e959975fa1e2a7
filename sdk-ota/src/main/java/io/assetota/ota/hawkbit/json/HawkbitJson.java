package io.assetota.ota.hawkbit.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assetota.core.model.Printable;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON as trees, field by field: what a server sends is never bound to classes. Fields that nobody
 * asks for are ignored, a field of another type is an error that says which.
 */
public final class HawkbitJson {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER = 20;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private HawkbitJson() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static byte[] bytes(JsonNode node) throws IOException {
    return MAPPER.writeValueAsBytes(node);
  }

  /** Reads what must be JSON. */
  public static JsonNode read(String text, Object source) throws IOException {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node == null || node.isMissingNode()) {
        throw protocol(source + " answered with nothing where JSON is expected", null);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw protocol(
          source
              + " answered with invalid JSON: "
              + Printable.line(String.valueOf(e.getOriginalMessage())),
          e);
    }
  }

  /** A member that must be an object. */
  public static JsonNode object(JsonNode parent, String name) throws SourceException {
    return find(parent, name)
        .filter(JsonNode::isObject)
        .orElseThrow(() -> wrong(name, "an object"));
  }

  /** A member that may be missing, and else must be an object. */
  public static JsonNode objectOrNone(JsonNode parent, String name) throws SourceException {
    return find(parent, name).isPresent() ? object(parent, name) : object();
  }

  /** A member that may be missing, and else must be a list with a bounded number of elements. */
  public static Iterable<JsonNode> list(JsonNode parent, String name, int most)
      throws SourceException {
    Optional<JsonNode> found = find(parent, name);
    if (found.isEmpty()) {
      return object();
    }
    if (!found.get().isArray() || found.get().size() > most) {
      throw wrong(name, "a list of at most " + most);
    }
    return found.get();
  }

  /** A text of bounded length; a number counts as one, since ids may be written so. */
  public static String text(JsonNode parent, String name, int longest) throws SourceException {
    return textOrNone(parent, name, longest)
        .orElseThrow(() -> wrong(name, "a text of 1 to " + longest + " characters"));
  }

  public static Optional<String> textOrNone(JsonNode parent, String name, int longest)
      throws SourceException {
    Optional<JsonNode> found = find(parent, name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JsonNode node = found.get();
    String text = node.isTextual() || node.isIntegralNumber() ? node.asText() : "";
    if (text.isEmpty()
        || text.length() > longest
        || text.chars().anyMatch(Character::isISOControl)) {
      throw wrong(name, "a text of 1 to " + longest + " characters");
    }
    return Optional.of(text);
  }

  public static long count(JsonNode parent, String name) throws SourceException {
    return find(parent, name)
        .filter(n -> n.isIntegralNumber() && n.canConvertToLong() && n.asLong() >= 0)
        .map(JsonNode::asLong)
        .orElseThrow(() -> wrong(name, "a number, 0 or more"));
  }

  private static Optional<JsonNode> find(JsonNode parent, String name) {
    return Optional.ofNullable(parent.get(name)).filter(n -> !n.isNull());
  }

  public static SourceException wrong(String name, String wanted) {
    return protocol("the server's answer has no \"" + name + "\" that is " + wanted, null);
  }

  private static SourceException protocol(String message, @Nullable Throwable cause) {
    return new SourceException(Kind.PROTOCOL, message, cause);
  }
}
