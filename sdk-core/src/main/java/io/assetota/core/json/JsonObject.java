package io.assetota.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object from outside. Reading it is strict and bounded: UTF-8, no name twice, nothing
 * behind the object, few values. Fields that nobody asks for are ignored.
 */
public final class JsonObject {
  /** Integers that every JSON reader takes exactly (RFC 8259, section 6). */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  private static final int MAX_DEPTH = 16;
  private static final int MAX_NAME_LENGTH = 256;
  private static final int MAX_NUMBER_LENGTH = 32;

  /** RFC 3339 in whole seconds of UTC; one form only, so that nothing depends on a reader. */
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

  private final String where;
  private final Map<String, Object> fields;

  private JsonObject(String where, Map<String, Object> fields) {
    this.where = where;
    this.fields = fields;
  }

  /**
   * What a document may take.
   *
   * @param bytes length in bytes
   * @param tokens brackets, names and values
   */
  public record Limits(int bytes, int tokens) {}

  /**
   * Parses a document.
   *
   * @param what the document's name in messages
   * @throws AssetException if it is not one object, or exceeds a limit
   */
  public static JsonObject parse(byte[] json, String what, Limits limits) throws AssetException {
    if (json.length > limits.bytes()) {
      throw new AssetException(
          what + " has " + json.length + " bytes; at most " + limits.bytes() + " are read");
    }
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(limits.bytes())
                    .maxTokenCount(limits.tokens())
                    .build())
            .build();
    try (JsonParser parser =
        factory.createParser(UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new AssetException(what + " is not a JSON object");
      }
      JsonObject object = new JsonObject(what, fields(parser, what));
      if (parser.nextToken() != null) {
        throw new AssetException(what + " has more text behind the JSON object");
      }
      return object;
    } catch (CharacterCodingException e) {
      throw new AssetException(what + " is not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw new AssetException(
          what + " is not valid JSON: " + Printable.line(String.valueOf(e.getOriginalMessage())),
          e);
    } catch (AssetException e) {
      throw e;
    } catch (IOException e) {
      throw new AssetException(what + " can't be read", e);
    }
  }

  private static Map<String, Object> fields(JsonParser parser, String where) throws IOException {
    Map<String, Object> fields = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser, where + "." + Printable.text(name)));
    }
    return fields;
  }

  private static Object value(JsonParser parser, String where) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> new JsonObject(where, fields(parser, where));
      case START_ARRAY -> list(parser, where);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? Unused.VALUE
              : (Object) parser.getLongValue();
      default -> Unused.VALUE;
    };
  }

  private static List<Object> list(JsonParser parser, String where) throws IOException {
    List<Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser, where + "[" + values.size() + "]"));
    }
    return values;
  }

  /** A value of a kind that no document of ours has. */
  private enum Unused {
    VALUE
  }

  public String text(String name, int maxLength) throws AssetException {
    return require(optionalText(name, maxLength), name);
  }

  public Optional<String> optionalText(String name, int maxLength) throws AssetException {
    Optional<String> text = optional(name, String.class, "a string");
    if (text.isPresent() && text.get().length() > maxLength) {
      throw problem(name, "is longer than " + maxLength + " characters");
    }
    return text;
  }

  public long integer(String name, long min, long max) throws AssetException {
    return range(name, require(optional(name, Long.class, "an integer"), name), min, max);
  }

  private long range(String name, long value, long min, long max) throws AssetException {
    if (value < min || value > max) {
      throw problem(name, "is " + value + ", which is not in the range " + min + " to " + max);
    }
    return value;
  }

  public Instant time(String name) throws AssetException {
    return require(optionalTime(name), name);
  }

  public Optional<Instant> optionalTime(String name) throws AssetException {
    Optional<String> text = optional(name, String.class, "a time");
    try {
      if (text.isEmpty() || TIME.matcher(text.get()).matches()) {
        return text.map(Instant::parse);
      }
    } catch (DateTimeException e) {
      // 31 February and the like: told below.
    }
    throw problem(name, "is not a time in UTC like 2026-01-31T12:00:00Z");
  }

  public JsonObject object(String name) throws AssetException {
    return require(optionalObject(name), name);
  }

  public Optional<JsonObject> optionalObject(String name) throws AssetException {
    return optional(name, JsonObject.class, "an object");
  }

  public List<JsonObject> objects(String name, int max) throws AssetException {
    return list(name, max, JsonObject.class, "objects");
  }

  public List<String> texts(String name, int max) throws AssetException {
    return list(name, max, String.class, "strings");
  }

  public List<Long> integers(String name, int max) throws AssetException {
    return list(name, max, Long.class, "integers");
  }

  private <T> List<T> list(String name, int max, Class<T> type, String kind) throws AssetException {
    List<?> values = require(optional(name, List.class, "a list"), name);
    if (values.size() > max) {
      throw problem(name, "has " + values.size() + " elements; at most " + max + " are read");
    }
    if (!values.stream().allMatch(type::isInstance)) {
      throw problem(name, "is not a list of " + kind);
    }
    return values.stream().map(type::cast).toList();
  }

  private <T> Optional<T> optional(String name, Class<T> type, String kind) throws AssetException {
    @Nullable Object value = fields.get(name);
    if (value != null && !type.isInstance(value)) {
      throw problem(name, "is not " + kind);
    }
    return Optional.ofNullable(value).map(type::cast);
  }

  private <T> T require(Optional<T> value, String name) throws AssetException {
    if (value.isEmpty()) {
      throw problem(name, "is missing");
    }
    return value.get();
  }

  public AssetException problem(String name, String message) {
    return new AssetException(where + "." + Printable.text(name) + " " + message);
  }
}
