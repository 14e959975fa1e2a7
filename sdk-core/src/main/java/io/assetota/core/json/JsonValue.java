package io.assetota.core.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A value of a JSON document, with the place where it stands. Immutable.
 *
 * <p>Nothing is converted: whoever asks for another type than the document has gets a {@link
 * JsonException} with the place.
 */
public final class JsonValue {
  /** The largest integer that every JSON reader takes exactly (RFC 8259, section 6). */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  /** RFC 3339 in whole seconds of UTC; one form only, so that nothing depends on a reader. */
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

  /** The types of JSON values. */
  public enum Kind {
    /** An object. */
    OBJECT("an object"),
    /** A list. */
    LIST("a list"),
    /** A string. */
    TEXT("a string"),
    /** An integer from -2^63 to 2^63-1. */
    INTEGER("an integer"),
    /** Any other number. */
    DECIMAL("a decimal number"),
    /** True or false. */
    BOOLEAN("true or false"),
    /** Null. */
    NULL("null");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    /** Returns the type as a part of a sentence, for example "an object". */
    @Override
    public String toString() {
      return description;
    }
  }

  private final JsonPlace place;
  private final Kind kind;
  private final Object value;

  JsonValue(JsonPlace place, Kind kind, Object value) {
    this.place = place;
    this.kind = kind;
    this.value = value;
  }

  /**
   * Returns the type.
   *
   * @return the type
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns an object.
   *
   * @return the value as an object
   * @throws JsonException if it is none
   */
  public JsonObject object() throws JsonException {
    require(Kind.OBJECT);
    @SuppressWarnings("unchecked") // The parser makes no other maps.
    Map<String, JsonValue> members = (Map<String, JsonValue>) value;
    return new JsonObject(place, members);
  }

  /**
   * Returns the elements of a list.
   *
   * @param most the most elements that are allowed
   * @return the elements
   * @throws JsonException if it is no list, or has more elements
   */
  public List<JsonValue> list(int most) throws JsonException {
    require(Kind.LIST);
    @SuppressWarnings("unchecked") // The parser makes no other lists.
    List<JsonValue> elements = (List<JsonValue>) value;
    if (elements.size() > most) {
      throw problem("has " + elements.size() + " elements; at most " + most + " are allowed");
    }
    return elements;
  }

  /**
   * Returns a string.
   *
   * @param longest the most characters that are allowed
   * @return the string
   * @throws JsonException if it is no string, or is longer
   */
  public String text(int longest) throws JsonException {
    require(Kind.TEXT);
    String text = (String) value;
    if (text.length() > longest) {
      throw problem("is longer than " + longest + " characters");
    }
    return text;
  }

  /**
   * Returns a string, or a number or boolean as it stands in the document: for protocols whose
   * peers write some values in several ways.
   *
   * @param longest the most characters that are allowed
   * @return the text
   * @throws JsonException if it is an object, a list or null, or is longer
   */
  public String scalar(int longest) throws JsonException {
    if (kind == Kind.OBJECT || kind == Kind.LIST || kind == Kind.NULL) {
      throw problem("is not a string, a number, true or false");
    }
    String text = value.toString();
    if (text.length() > longest) {
      throw problem("is longer than " + longest + " characters");
    }
    return text;
  }

  /**
   * Returns an integer.
   *
   * @param least the least that is allowed
   * @param most the most that is allowed
   * @return the integer
   * @throws JsonException if it is no integer, or is out of this range
   */
  public long integer(long least, long most) throws JsonException {
    require(Kind.INTEGER);
    long integer = (Long) value;
    if (integer < least || integer > most) {
      throw problem("is " + integer + ", which is not in the range " + least + " to " + most);
    }
    return integer;
  }

  /**
   * Returns true or false.
   *
   * @return the value
   * @throws JsonException if it is neither
   */
  public boolean isTrue() throws JsonException {
    require(Kind.BOOLEAN);
    return (Boolean) value;
  }

  /**
   * Returns a time, which is a string such as {@code 2026-01-31T12:00:00Z}.
   *
   * @return the time
   * @throws JsonException if it is not in this form
   */
  public Instant time() throws JsonException {
    if (kind == Kind.TEXT && TIME.matcher((String) value).matches()) {
      try {
        return Instant.parse((String) value);
      } catch (DateTimeException e) {
        // 31 February and the like: refused below.
      }
    }
    throw problem("is not a time in UTC like 2026-01-31T12:00:00Z");
  }

  private void require(Kind wanted) throws JsonException {
    if (kind != wanted) {
      throw problem("is not " + wanted);
    }
  }

  /**
   * Returns the place of the value.
   *
   * @return the document's name and the path in it, for example {@code release.assets[3].size}
   */
  public String path() {
    return place.path();
  }

  /**
   * Makes an exception about this value.
   *
   * @param message what is wrong, to follow the path: for example "is not Base64"
   * @return an exception with path, line and column
   */
  public JsonException problem(String message) {
    return place.problem(message);
  }

  /** Returns place and type, and nothing of the content. */
  @Override
  public String toString() {
    return path() + ": " + kind;
  }
}
