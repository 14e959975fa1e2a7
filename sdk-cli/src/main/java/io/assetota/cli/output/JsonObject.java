package io.assetota.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonWriter;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object, built member by member. It is written by a streaming generator: to bind objects by
 * reflection would take longer than most commands run.
 */
public final class JsonObject {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /**
   * Adds a member.
   *
   * @param name its name
   * @param value an object, a list of one type, a number, a boolean, an optional, or null; an enum
   *     becomes its name in lower case, anything else its text
   * @return this
   */
  public JsonObject with(String name, @Nullable Object value) {
    members.put(name, value);
    return this;
  }

  /**
   * Writes an enum's constant.
   *
   * @param value the constant
   * @return its name in lower case, with hyphens
   */
  public static String constant(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the object as indented JSON. */
  @Override
  public String toString() {
    return new String(JsonWriter.indented(fields()), UTF_8);
  }

  private JsonFields fields() {
    return json -> {
      for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
        write(json, member.getKey(), member.getValue());
      }
    };
  }

  private static void write(JsonWriter json, String name, @Nullable Object value)
      throws IOException {
    if (value == null) {
      json.putNull(name);
    } else if (value instanceof JsonObject object) {
      json.put(name, object.fields());
    } else if (value instanceof Collection<?> list) {
      writeList(json, name, list);
    } else if (value instanceof Optional<?> optional) {
      write(json, name, optional.orElse(null));
    } else if (value instanceof Boolean truth) {
      json.put(name, truth);
    } else if (value instanceof Number number) {
      json.put(name, number.longValue());
    } else {
      json.put(name, text(value));
    }
  }

  /** The elements of a list are all of one type. */
  private static void writeList(JsonWriter json, String name, Collection<?> list)
      throws IOException {
    List<JsonObject> objects = only(JsonObject.class, list);
    List<Number> numbers = only(Number.class, list);
    if (!objects.isEmpty()) {
      json.putObjects(name, objects, JsonObject::fields);
    } else if (!numbers.isEmpty()) {
      json.putIntegers(name, numbers);
    } else {
      json.putTexts(name, list.stream().map(JsonObject::text).toList());
    }
  }

  private static <T> List<T> only(Class<T> type, Collection<?> list) {
    return list.stream().allMatch(type::isInstance)
        ? list.stream().map(type::cast).toList()
        : List.of();
  }

  private static String text(Object value) {
    return value instanceof Enum<?> e ? constant(e) : value.toString();
  }
}
