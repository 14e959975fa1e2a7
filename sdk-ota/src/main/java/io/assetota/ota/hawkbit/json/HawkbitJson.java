package io.assetota.ota.hawkbit.json;

import io.assetota.core.json.JsonDocument;
import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonLimits;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import java.util.Optional;

/**
 * What hawkBit's JSON has of its own: ids that are numbers or strings, and texts without control.
 */
public final class HawkbitJson {
  /** A deployment with as many modules and artifacts as we take is much shorter. */
  public static final JsonLimits LIMITS =
      JsonLimits.of(512 * 1024).withDepth(32).withValues(100_000);

  private HawkbitJson() {}

  /**
   * Reads a part of an answer.
   *
   * @param <T> the type of the part
   */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads; what is wrong with the answer is told by {@link JsonException}. */
    T read(JsonObject answer) throws JsonException;
  }

  /**
   * Parses what must be JSON.
   *
   * @throws SourceException if it is none
   */
  public static JsonValue parse(String text, String source) throws SourceException {
    try {
      return JsonDocument.parse(text, source, LIMITS);
    } catch (JsonException e) {
      throw wrong(e);
    }
  }

  /** A server that answers with something else than is expected breaks the protocol. */
  static SourceException wrong(JsonException e) {
    return new SourceException(Kind.PROTOCOL, String.valueOf(e.getMessage()), e);
  }

  /** A text of bounded length; a number counts as one, since ids may be written so. */
  public static String text(JsonObject parent, String name, int longest) throws JsonException {
    return text(parent.get(name), longest);
  }

  /** A text as {@link #text(JsonObject, String, int)} that may be missing. */
  public static Optional<String> textOrNone(JsonObject parent, String name, int longest)
      throws JsonException {
    Optional<JsonValue> found = parent.find(name);
    return found.isEmpty() ? Optional.empty() : Optional.of(text(found.get(), longest));
  }

  private static String text(JsonValue value, int longest) throws JsonException {
    String text = lenient(value);
    if (text.isEmpty()
        || text.length() > longest
        || text.chars().anyMatch(Character::isISOControl)) {
      throw value.problem("is not a text of 1 to " + longest + " characters");
    }
    return text;
  }

  /** Any text or integer; empty if there is none. */
  public static String lenient(JsonObject parent, String name) throws JsonException {
    Optional<JsonValue> found = parent.find(name);
    return found.isEmpty() ? "" : lenient(found.get());
  }

  private static String lenient(JsonValue value) throws JsonException {
    return switch (value.kind()) {
      case TEXT -> value.text(Integer.MAX_VALUE);
      case INTEGER -> Long.toString(value.integer(Long.MIN_VALUE, Long.MAX_VALUE));
      default -> "";
    };
  }

  /** An integer that is not negative. */
  public static long count(JsonObject parent, String name) throws JsonException {
    return parent.integer(name, 0, Long.MAX_VALUE);
  }
}
