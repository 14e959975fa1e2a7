package io.assetota.core.module;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The cases that were made with the public encoder. */
final class Vectors {
  private Vectors() {}

  static Stream<JsonNode> cases(String kind) {
    try {
      JsonNode root = new ObjectMapper().readTree(bytes("vectors.json"));
      return StreamSupport.stream(root.get("cases").spliterator(), false)
          .filter(c -> c.get("kind").asText().equals(kind));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String file) {
    try {
      return Resources.toByteArray(Resources.getResource("vectors/" + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(JsonNode file) {
    return bytes(file.asText());
  }

  static FirmwareModule module(String file) throws ModuleFormatException {
    return FirmwareModule.parse(bytes(file));
  }
}
