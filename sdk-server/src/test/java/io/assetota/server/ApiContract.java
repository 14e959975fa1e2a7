package io.assetota.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The document of the operator API. Every answer that a test gets from the API is held against it,
 * so a field that it does not describe fails whichever test sees it first.
 */
final class ApiContract {
  private static final String API = "/api/v1/";

  /** What each request may be answered with, whatever it asks for. */
  private static final Set<Integer> EVERYWHERE = Set.of(400, 401, 403, 404, 405, 408, 413, 500);

  private static final JsonNode DOCUMENT = read();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private ApiContract() {}

  private static JsonNode read() {
    try (InputStream in = UpdateServer.class.getResourceAsStream("api/openapi.json")) {
      return TestServer.JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode document() {
    return DOCUMENT;
  }

  /** All operations, by method and path, as routes are listed. */
  static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new LinkedHashMap<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            operations.put(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT)
                                    + " "
                                    + path.getKey(),
                                operation.getValue())));
    return operations;
  }

  /** Fails if the document does not describe an answer. */
  static void check(HttpResponse<String> answer) {
    String path = answer.request().uri().getPath();
    if (!path.startsWith(API)) {
      return;
    }
    String method = answer.request().method();
    Optional<JsonNode> operation =
        operations().entrySet().stream()
            .filter(o -> matches(o.getKey(), method + " " + path))
            .map(Map.Entry::getValue)
            .findFirst();
    String what = method + " " + path + ": " + answer.statusCode();
    if (operation.isEmpty()) {
      assertThat(answer.statusCode()).as(what).isBetween(400, 405);
      return;
    }
    JsonNode response = operation.get().path("responses").path("" + answer.statusCode());
    if (response.isMissingNode()) {
      assertThat(EVERYWHERE).as(what + " is not described").contains(answer.statusCode());
      requireValid(what, reference("Error"), answer.body());
    } else if (answer.statusCode() == 204) {
      assertThat(answer.body()).as(what).isEmpty();
    } else {
      requireValid(what, response.at("/content/application~1json/schema"), answer.body());
    }
  }

  private static boolean matches(String pattern, String request) {
    return request.matches(pattern.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+"));
  }

  private static JsonNode reference(String name) {
    return TestServer.JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
  }

  private static void requireValid(String what, JsonNode schema, String body) {
    assertThat(schema.isMissingNode()).as(what + " has no schema").isFalse();
    List<Error> errors;
    try {
      // As a schema of its own, which has its definitions at another place than OpenAPI.
      ObjectNode root = schema.deepCopy();
      root.set("$defs", DOCUMENT.at("/components/schemas"));
      Schema alone =
          SCHEMAS.getSchema(
              TestServer.JSON.readTree(
                  root.toString().replace("#/components/schemas/", "#/$defs/")));
      errors = alone.validate(TestServer.JSON.readTree(body));
    } catch (IOException e) {
      throw new AssertionError(what + " is no JSON: " + body, e);
    }
    assertThat(errors).as(what + " " + body).isEmpty();
  }
}
