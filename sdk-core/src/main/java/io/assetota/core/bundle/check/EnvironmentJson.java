package io.assetota.core.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.assetota.core.files.TextFile;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.core.module.EnvironmentVariables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Environment variables as a JSON object of strings, in the form that the field's tools write. */
public final class EnvironmentJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private EnvironmentJson() {}

  /** Reads a file of at most {@link EnvironmentVariables#MAX_SIZE} bytes. */
  public static EnvironmentVariables read(Path file) throws IOException {
    String json = TextFile.read(file, EnvironmentVariables.MAX_SIZE);
    try {
      return parse(json);
    } catch (AssetException e) {
      throw new AssetException(file + ": " + e.getMessage(), e);
    }
  }

  /** Parses at most {@link EnvironmentVariables#MAX_SIZE} bytes of UTF-8. */
  public static EnvironmentVariables parse(byte[] json) throws AssetException {
    if (json.length > EnvironmentVariables.MAX_SIZE) {
      throw new AssetException(
          "environment variables as JSON exceed " + EnvironmentVariables.MAX_SIZE + " bytes");
    }
    try {
      return parse(UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
    } catch (CharacterCodingException e) {
      throw new AssetException("environment variables are not UTF-8", e);
    }
  }

  private static EnvironmentVariables parse(String json) throws AssetException {
    Map<String, String> variables = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT, "not a JSON object", parser);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        require(
            parser.nextToken() == JsonToken.VALUE_STRING,
            "the value of " + Printable.text(name) + " is not a string",
            parser);
        variables.put(name, parser.getText());
      }
      require(parser.nextToken() == null, "more text behind the JSON object", parser);
    } catch (JsonProcessingException e) {
      throw new AssetException(
          "environment variables are not valid JSON: "
              + Printable.line(String.valueOf(e.getOriginalMessage()))
              + " (line "
              + e.getLocation().getLineNr()
              + ")",
          e);
    } catch (AssetException e) {
      throw e;
    } catch (IOException e) {
      throw new AssetException("environment variables can't be read", e);
    }
    return EnvironmentVariables.of(variables);
  }

  private static void require(boolean condition, String message, JsonParser parser)
      throws AssetException {
    if (!condition) {
      throw new AssetException(
          "environment variables: "
              + message
              + " (line "
              + parser.currentLocation().getLineNr()
              + ")");
    }
  }

  /** Writes the object on several lines, indented by two blanks. */
  public static byte[] write(EnvironmentVariables variables) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = JSON.createGenerator(out).setPrettyPrinter(printer)) {
      generator.writeStartObject();
      for (Map.Entry<String, String> variable : variables.variables().entrySet()) {
        generator.writeStringField(variable.getKey(), variable.getValue());
      }
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return out.toByteArray();
  }
}
