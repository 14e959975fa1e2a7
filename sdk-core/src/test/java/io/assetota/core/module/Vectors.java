package io.assetota.core.module;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The cases that were made with the public encoder. */
public final class Vectors {
  private Vectors() {}

  public static Stream<JsonNode> cases(String kind) {
    try {
      JsonNode root = new ObjectMapper().readTree(bytes("vectors.json"));
      return StreamSupport.stream(root.get("cases").spliterator(), false)
          .filter(c -> c.get("kind").asText().equals(kind));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(String file) {
    try {
      return Resources.toByteArray(Resources.getResource("vectors/" + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256("seed:0"), SHA-256("seed:1"), ..., cut to size: content that can't be compressed. */
  public static byte[] incompressible(String seed, int size) {
    ByteBuffer out = ByteBuffer.allocate(size);
    for (int i = 0; out.hasRemaining(); i++) {
      byte[] block = Hashing.sha256().hashString(seed + ":" + i, StandardCharsets.UTF_8).asBytes();
      out.put(block, 0, Math.min(block.length, out.remaining()));
    }
    return out.array();
  }

  public static byte[] bytes(JsonNode file) {
    return bytes(file.asText());
  }

  public static FirmwareModule module(String file) throws ModuleFormatException {
    return FirmwareModule.parse(bytes(file));
  }
}
