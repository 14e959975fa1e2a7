package io.assetota.handlers.coprocessor.smp.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The maps that packets hold, in CBOR (RFC 8949). A map has texts as keys; its values are {@code
 * Long}, {@code Boolean}, {@code String}, {@code byte[]}, {@code List} and {@code Map}.
 */
final class Cbor {
  /** Lists of images are three levels deep. */
  private static final int DEEPEST = 8;

  private static final CBORFactory FACTORY =
      CBORFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(4096)
                  .maxNameLength(256)
                  .build())
          .build();

  private Cbor() {}

  static byte[] encode(Map<String, Object> map) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator out = FACTORY.createGenerator(bytes)) {
      // With its number of entries in front: small parts read no others.
      out.writeStartObject(map, map.size());
      for (Map.Entry<String, Object> entry : map.entrySet()) {
        out.writeFieldName(entry.getKey());
        write(out, entry.getValue());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("memory fails", e);
    }
    return bytes.toByteArray();
  }

  private static void write(CBORGenerator out, Object value) throws IOException {
    if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof byte[] bytes) {
      out.writeBinary(bytes);
    } else {
      out.writeString(value.toString());
    }
  }

  /**
   * Decodes what a part sent.
   *
   * @throws FrameException if it is no such map
   */
  static Map<String, Object> decode(byte[] bytes) throws FrameException {
    if (bytes.length == 0) {
      return Map.of();
    }
    try (JsonParser in = FACTORY.createParser(bytes)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new FrameException(Kind.GARBLED, "an answer that is no map of CBOR");
      }
      return map(in);
    } catch (FrameException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new FrameException(Kind.GARBLED, "an answer that is no CBOR", e);
    }
  }

  private static Map<String, Object> map(JsonParser in) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = in.currentName();
      in.nextToken();
      if (map.put(key, value(in)) != null) {
        throw new FrameException(Kind.GARBLED, "an answer with a key twice");
      }
    }
    return map;
  }

  private static Object value(JsonParser in) throws IOException {
    JsonToken token = in.currentToken();
    if (token == null) {
      throw new FrameException(Kind.GARBLED, "an answer that is cut off");
    }
    return switch (token) {
      case START_OBJECT -> map(in);
      case START_ARRAY -> list(in);
      case VALUE_NUMBER_INT -> in.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> in.getText();
      case VALUE_EMBEDDED_OBJECT -> in.getBinaryValue();
      // Nothing that a part says in a fraction or in nothing matters here.
      case VALUE_NULL, VALUE_NUMBER_FLOAT -> "";
      default -> throw new FrameException(Kind.GARBLED, "an answer that is cut off");
    };
  }

  private static List<Object> list(JsonParser in) throws IOException {
    List<Object> list = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(in));
    }
    return list;
  }
}
