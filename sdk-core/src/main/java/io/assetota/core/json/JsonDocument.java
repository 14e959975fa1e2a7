package io.assetota.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON from outside (RFC 8259). It is strict and bounded: UTF-8, one value and nothing behind
 * it, no name twice in an object, and {@link JsonLimits}, which are enforced while the document is
 * parsed.
 */
public final class JsonDocument {
  /** Ours are checked instead, so that messages name the place and no class of the parser. */
  private static final StreamReadConstraints NONE =
      StreamReadConstraints.builder()
          .maxNestingDepth(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // They are of others.
          .streamReadConstraints(NONE)
          .build();

  private final String source;
  private final JsonLimits limits;
  private final JsonParser parser;
  private int values;

  private JsonDocument(String source, JsonLimits limits, JsonParser parser) {
    this.source = source;
    this.limits = limits;
    this.parser = parser;
  }

  /**
   * Parses a document.
   *
   * @param json the document in UTF-8
   * @param source its name in messages
   * @param limits how much of it is read
   * @return the value
   * @throws JsonException if it is no JSON, or exceeds a limit
   */
  public static JsonValue parse(byte[] json, String source, JsonLimits limits)
      throws JsonException {
    if (json.length > limits.bytes()) {
      throw tooLong(source, limits);
    }
    try {
      return parseText(UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString(), source, limits);
    } catch (CharacterCodingException e) {
      throw new JsonException(source + " is not UTF-8", 0, 0, e);
    }
  }

  /**
   * Parses a document.
   *
   * @param json the document
   * @param source its name in messages
   * @param limits how much of it is read
   * @return the value
   * @throws JsonException if it is no JSON, or exceeds a limit
   */
  public static JsonValue parse(String json, String source, JsonLimits limits)
      throws JsonException {
    if (json.length() > limits.bytes() || json.getBytes(UTF_8).length > limits.bytes()) {
      throw tooLong(source, limits);
    }
    return parseText(json, source, limits);
  }

  /**
   * Reads a stream to its end, or to the limit.
   *
   * @param in the document in UTF-8; it is not closed
   * @param source its name in messages
   * @param limits how much of it is read
   * @return the value
   * @throws JsonException if it is no JSON, or exceeds a limit
   * @throws IOException if the stream can't be read
   */
  public static JsonValue read(InputStream in, String source, JsonLimits limits)
      throws IOException {
    return parse(in.readNBytes(limits.bytes() + 1), source, limits);
  }

  private static JsonException tooLong(String source, JsonLimits limits) {
    return new JsonException(
        source + " is longer than " + limits.bytes() + " bytes, and no more are read", 0, 0, null);
  }

  private static JsonValue parseText(String json, String source, JsonLimits limits)
      throws JsonException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return new JsonDocument(source, limits, parser).document();
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new JsonException(
          source + " is not valid JSON: " + Printable.line(String.valueOf(e.getOriginalMessage())),
          at == null ? 0 : at.getLineNr(),
          at == null ? 0 : at.getColumnNr(),
          e);
    } catch (JsonException e) {
      throw e;
    } catch (IOException e) {
      throw new JsonException(source + " can't be read: " + e.getMessage(), 0, 0, e);
    }
  }

  private JsonValue document() throws IOException {
    if (parser.nextToken() == null) {
      throw new JsonException(source + " is empty", 0, 0, null);
    }
    JsonLocation at = parser.currentTokenLocation();
    JsonValue value = value(JsonPlace.document(source, at.getLineNr(), at.getColumnNr()), 1);
    if (parser.nextToken() != null) {
      throw new JsonException(
          source + " has more text behind the JSON value",
          parser.currentTokenLocation().getLineNr(),
          parser.currentTokenLocation().getColumnNr(),
          null);
    }
    return value;
  }

  private JsonValue value(JsonPlace place, int depth) throws IOException {
    if (++values > limits.values()) {
      throw place.problem("is one value too many: at most " + limits.values() + " are read");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> new JsonValue(place, JsonValue.Kind.OBJECT, members(place, depth));
      case START_ARRAY -> new JsonValue(place, JsonValue.Kind.LIST, elements(place, depth));
      case VALUE_STRING -> new JsonValue(place, JsonValue.Kind.TEXT, text(place));
      case VALUE_NUMBER_INT -> integer(place);
      case VALUE_NUMBER_FLOAT -> new JsonValue(place, JsonValue.Kind.DECIMAL, number(place));
      case VALUE_TRUE -> new JsonValue(place, JsonValue.Kind.BOOLEAN, true);
      case VALUE_FALSE -> new JsonValue(place, JsonValue.Kind.BOOLEAN, false);
      case VALUE_NULL -> new JsonValue(place, JsonValue.Kind.NULL, "null");
      default -> throw place.problem("is no JSON value");
    };
  }

  private Map<String, JsonValue> members(JsonPlace place, int depth) throws IOException {
    requireDepth(place, depth);
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (name.length() > JsonLimits.MAX_NAME_LENGTH) {
        throw place.problem(
            "has a member whose name is longer than "
                + JsonLimits.MAX_NAME_LENGTH
                + " characters: "
                + Printable.text(name));
      }
      parser.nextToken();
      JsonLocation at = parser.currentTokenLocation();
      members.put(name, value(place.member(name, at.getLineNr(), at.getColumnNr()), depth + 1));
    }
    return Collections.unmodifiableMap(members);
  }

  private List<JsonValue> elements(JsonPlace place, int depth) throws IOException {
    requireDepth(place, depth);
    List<JsonValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonLocation at = parser.currentTokenLocation();
      elements.add(
          value(place.element(elements.size(), at.getLineNr(), at.getColumnNr()), depth + 1));
    }
    return Collections.unmodifiableList(elements);
  }

  private void requireDepth(JsonPlace place, int depth) throws JsonException {
    if (depth > limits.depth()) {
      throw new JsonException(
          source + " is nested more than " + limits.depth() + " deep",
          place.line(),
          place.column(),
          null);
    }
  }

  private String text(JsonPlace place) throws IOException {
    if (parser.getTextLength() > limits.textLength()) {
      throw place.problem("is longer than " + limits.textLength() + " characters");
    }
    return parser.getText();
  }

  private String number(JsonPlace place) throws IOException {
    if (parser.getTextLength() > JsonLimits.MAX_NUMBER_LENGTH) {
      throw place.problem(
          "is a number of more than " + JsonLimits.MAX_NUMBER_LENGTH + " characters");
    }
    return parser.getText();
  }

  private JsonValue integer(JsonPlace place) throws IOException {
    String digits = number(place);
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? new JsonValue(place, JsonValue.Kind.DECIMAL, digits)
        : new JsonValue(place, JsonValue.Kind.INTEGER, parser.getLongValue());
  }
}
