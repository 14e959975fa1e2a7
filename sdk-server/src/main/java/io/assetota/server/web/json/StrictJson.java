package io.assetota.server.web.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads what programs send into records. A field that is unknown, null or of another type is
 * refused, and never becomes a default: a typo in the name of a device must not mean all devices.
 */
public final class StrictJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private StrictJson() {}

  /**
   * Reads the object that a request carries. Fields that it leaves out are null in the record.
   *
   * @throws HttpException with 400 if it is anything else; it tells the field and what was expected
   */
  public static <T extends Record> T read(Exchange exchange, Class<T> type) throws IOException {
    JsonNode body = Json.read(exchange);
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (field.getValue().isNull()) {
        throw HttpException.badRequest(field.getKey() + " is null: leave it out, or give a value");
      }
    }
    try {
      return MAPPER.treeToValue(body, type);
    } catch (UnrecognizedPropertyException e) {
      throw HttpException.badRequest(
          "There is no field "
              + e.getPropertyName()
              + "; there are "
              + String.join(", ", names(e.getKnownPropertyIds())));
    } catch (JsonMappingException e) {
      throw HttpException.badRequest(field(e) + ": " + expected(type, field(e)) + " is expected");
    } catch (JsonProcessingException e) {
      throw HttpException.badRequest("The body is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private static Set<String> names(Collection<Object> ids) {
    return ids.stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String field(JsonMappingException e) {
    return e.getPath().isEmpty()
        ? "body"
        : Objects.requireNonNullElse(e.getPath().get(0).getFieldName(), "body");
  }

  private static String expected(Class<? extends Record> type, String field) {
    for (var component : type.getRecordComponents()) {
      if (component.getName().equals(field)) {
        Class<?> wanted = component.getType();
        return wanted == String.class
            ? "a text"
            : wanted == Boolean.class ? "true or false" : "a whole number";
      }
    }
    return "another value";
  }
}
