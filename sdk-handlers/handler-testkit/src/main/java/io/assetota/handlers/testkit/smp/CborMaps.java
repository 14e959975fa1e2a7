package io.assetota.handlers.testkit.smp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests are flat maps; answers have maps and lists in them. */
final class CborMaps {
  private static final CBORFactory FACTORY = new CBORFactory();

  private CborMaps() {}

  /**
   * Decodes a request.
   *
   * @throws IOException if it is no flat map
   */
  static Map<String, Object> decode(byte[] bytes) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    if (bytes.length == 0) {
      return map;
    }
    try (JsonParser in = FACTORY.createParser(bytes)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no map");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String key = in.currentName();
        JsonToken token = in.nextToken();
        if (token == JsonToken.VALUE_NUMBER_INT) {
          map.put(key, in.getLongValue());
        } else if (token == JsonToken.VALUE_STRING) {
          map.put(key, in.getText());
        } else if (token == JsonToken.VALUE_EMBEDDED_OBJECT) {
          map.put(key, in.getBinaryValue());
        } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
          map.put(key, token == JsonToken.VALUE_TRUE);
        } else if (token != JsonToken.VALUE_NULL) {
          throw new IOException("no value");
        }
      }
      return map;
    }
  }

  /** Encodes an answer, with maps that end by a mark, as the libraries of small parts do. */
  static byte[] encode(Map<String, Object> map) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator out = FACTORY.createGenerator(bytes)) {
      write(out, map);
    }
    return bytes.toByteArray();
  }

  private static void write(CBORGenerator out, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(entry.getKey().toString());
        write(out, entry.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(out, element);
      }
      out.writeEndArray();
    } else if (value instanceof byte[] content) {
      out.writeBinary(content);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Number number) {
      out.writeNumber(number.longValue());
    } else {
      out.writeString(value.toString());
    }
  }
}
