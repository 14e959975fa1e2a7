package io.assetota.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
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
   * @param value an object, a list, a number, a boolean, an optional, or null; an enum becomes its
   *     name in lower case, anything else its text
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
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentArraysWith(indenter);
      printer.indentObjectsWith(indenter);
      json.setPrettyPrinter(printer);
      write(json, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A StringWriter doesn't fail.
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof JsonObject object) {
      json.writeStartObject();
      for (Map.Entry<String, @Nullable Object> member : object.members.entrySet()) {
        json.writeFieldName(member.getKey());
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Collection<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Optional<?> optional) {
      write(json, optional.orElse(null));
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Enum<?> e) {
      json.writeString(constant(e));
    } else {
      json.writeString(value.toString());
    }
  }
}
