package io.assetota.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes the members of a JSON object in their order, as UTF-8. The same members always give the
 * same bytes.
 */
public final class JsonWriter {
  /** Characters beyond the first plane are written as they are, and not as two escapes. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private final JsonGenerator json;

  private JsonWriter(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes an object without white space.
   *
   * @param fields its members
   * @return the document
   */
  public static byte[] compact(JsonFields fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      writeObject(json, fields);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  /**
   * Writes an object without white space to a stream.
   *
   * @param out where to; it is not closed
   * @param fields its members
   * @throws IOException if writing fails
   */
  public static void writeCompact(OutputStream out, JsonFields fields) throws IOException {
    try (JsonGenerator json =
        FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      writeObject(json, fields);
    }
  }

  /**
   * Writes a list of objects without white space.
   *
   * @param elements what its elements are made of
   * @param fields makes the members of an element
   * @param <T> the type of the elements
   * @return the document
   */
  public static <T> byte[] compactList(
      Iterable<? extends T> elements, Function<? super T, JsonFields> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartArray();
      for (T element : elements) {
        writeObject(json, fields.apply(element));
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  /**
   * Writes a list of texts without white space.
   *
   * @param texts its elements
   * @return the document
   */
  public static byte[] compactTexts(Iterable<String> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartArray();
      for (String text : texts) {
        json.writeString(encodable(text));
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  /**
   * Writes an object on several lines, indented by two spaces.
   *
   * @param fields its members
   * @return the document
   */
  public static byte[] indented(JsonFields fields) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out).setPrettyPrinter(printer)) {
      writeObject(json, fields);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static void writeObject(JsonGenerator json, JsonFields fields) throws IOException {
    json.writeStartObject();
    fields.writeTo(new JsonWriter(json));
    json.writeEndObject();
  }

  /** Writes a string. */
  public JsonWriter put(String name, String value) throws IOException {
    json.writeStringField(encodable(name), encodable(value));
    return this;
  }

  /** Writes a string, or null if there is none. */
  public JsonWriter put(String name, Optional<String> value) throws IOException {
    return value.isPresent() ? put(name, value.get()) : putNull(name);
  }

  /** Writes an integer. */
  public JsonWriter put(String name, long value) throws IOException {
    json.writeNumberField(name, value);
    return this;
  }

  /** Writes a finite number with a fraction. */
  public JsonWriter putDecimal(String name, double value) throws IOException {
    json.writeNumberField(name, value);
    return this;
  }

  /** Writes true or false. */
  public JsonWriter put(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
    return this;
  }

  /** Writes null. */
  public JsonWriter putNull(String name) throws IOException {
    json.writeNullField(name);
    return this;
  }

  /** Writes an object. */
  public JsonWriter put(String name, JsonFields value) throws IOException {
    json.writeFieldName(name);
    writeObject(json, value);
    return this;
  }

  /** Writes a list of objects. */
  public <T> JsonWriter putObjects(
      String name, Iterable<? extends T> elements, Function<? super T, JsonFields> fields)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (T element : elements) {
      writeObject(json, fields.apply(element));
    }
    json.writeEndArray();
    return this;
  }

  /** Writes a list of strings. */
  public JsonWriter putTexts(String name, Iterable<String> elements) throws IOException {
    json.writeArrayFieldStart(name);
    for (String element : elements) {
      json.writeString(encodable(element));
    }
    json.writeEndArray();
    return this;
  }

  /** Writes a list of integers. */
  public JsonWriter putIntegers(String name, Iterable<? extends Number> elements)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Number element : elements) {
      json.writeNumber(element.longValue());
    }
    json.writeEndArray();
    return this;
  }

  /** A half of a surrogate pair has no UTF-8: it becomes a question mark. */
  private static String encodable(String text) {
    return text.chars().anyMatch(c -> Character.isSurrogate((char) c))
        ? new String(text.getBytes(UTF_8), UTF_8)
        : text;
  }
}
