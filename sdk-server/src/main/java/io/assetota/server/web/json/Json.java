package io.assetota.server.web.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assetota.server.web.Body;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;

/**
 * JSON. What devices say is read as a tree and looked at field by field, as their protocol asks for
 * leniency. All else is read by {@link StrictJson}.
 */
public final class Json {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NUMBER = 20;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Begins an object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Reads the object that a request carries, whose body {@link Body} has read before. */
  public static JsonNode read(Exchange exchange) throws IOException {
    try {
      JsonNode node = MAPPER.readTree(exchange.body());
      if (!node.isObject()) {
        throw HttpException.badRequest("The body must be a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw HttpException.badRequest("The body is not valid JSON: " + e.getOriginalMessage());
    }
  }

  /** Writes. */
  public static byte[] bytes(JsonNode node) throws IOException {
    return MAPPER.writeValueAsBytes(node);
  }
}
