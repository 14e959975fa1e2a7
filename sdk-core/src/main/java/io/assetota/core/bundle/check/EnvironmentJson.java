package io.assetota.core.bundle.check;

import io.assetota.core.files.TextFile;
import io.assetota.core.json.JsonDocument;
import io.assetota.core.json.JsonLimits;
import io.assetota.core.json.JsonValue;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.AssetException;
import io.assetota.core.module.EnvironmentVariables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Environment variables as a JSON object of strings, in the form that the field's tools write. */
public final class EnvironmentJson {
  private static final String NAME = "environment";

  /** A variable takes at least six bytes in JSON. */
  private static final JsonLimits LIMITS =
      JsonLimits.of(EnvironmentVariables.MAX_SIZE).withValues(EnvironmentVariables.MAX_SIZE);

  private EnvironmentJson() {}

  /** Reads a file of at most {@link EnvironmentVariables#MAX_SIZE} bytes. */
  public static EnvironmentVariables read(Path file) throws IOException {
    String json = TextFile.read(file, EnvironmentVariables.MAX_SIZE);
    try {
      return variables(JsonDocument.parse(json, NAME, LIMITS));
    } catch (AssetException e) {
      throw new AssetException(file + ": " + e.getMessage(), e);
    }
  }

  /** Parses at most {@link EnvironmentVariables#MAX_SIZE} bytes of UTF-8. */
  public static EnvironmentVariables parse(byte[] json) throws AssetException {
    return variables(JsonDocument.parse(json, NAME, LIMITS));
  }

  private static EnvironmentVariables variables(JsonValue json) throws AssetException {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> variable : json.object().members().entrySet()) {
      variables.put(variable.getKey(), variable.getValue().text(EnvironmentVariables.MAX_SIZE));
    }
    return EnvironmentVariables.of(variables);
  }

  /** Writes the object on several lines, indented by two spaces. */
  public static byte[] write(EnvironmentVariables variables) {
    return JsonWriter.indented(
        json -> {
          for (Map.Entry<String, String> variable : variables.variables().entrySet()) {
            json.put(variable.getKey(), variable.getValue());
          }
        });
  }
}
