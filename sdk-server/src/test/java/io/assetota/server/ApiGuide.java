package io.assetota.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes docs/guides/api.md from the document of the API. */
final class ApiGuide {
  private final JsonNode document;
  private final StringBuilder out = new StringBuilder();

  private ApiGuide(JsonNode document) {
    this.document = document;
  }

  static String of(JsonNode document) {
    ApiGuide guide = new ApiGuide(document);
    guide.write();
    return guide.out.toString();
  }

  private void write() {
    line("# The operator API");
    line("");
    line(
        "For programs that publish releases and roll them out, see [the update"
            + " server](server.md).");
    line("Requests and answers are JSON, with the token of an operator:");
    line(
        "`Authorization: Bearer TOKEN`. Each request needs a role at least, and each role may do"
            + " what");
    line(
        "those before it may: `read`, `rollout`, `administer`. The server refuses a field or"
            + " parameter");
    line(
        "that is not listed here, one of another type, and `null`, with the status 400; nothing"
            + " is");
    line("started then. What may be missing is marked with *.");
    line("");
    line(
        "A running server has the same as OpenAPI 3.1 at `/api/v1/openapi.json`, without a token. A"
            + " test");
    line("writes this page from that document, and holds every answer of the server against it.");
    for (JsonNode tag : document.path("tags")) {
      line("");
      line("## " + tag.path("name").asText());
      line("");
      line(tag.path("description").asText());
      for (Map.Entry<String, JsonNode> operation : ApiContract.operations().entrySet()) {
        if (operation.getValue().at("/tags/0").equals(tag.path("name"))) {
          write(operation.getKey(), operation.getValue());
        }
      }
    }
    line("");
    line("## Fields");
    for (Map.Entry<String, JsonNode> schema : document.at("/components/schemas").properties()) {
      if (schema.getValue().has("properties")) {
        line("");
        line("### " + schema.getKey());
        line("");
        fields(schema.getValue(), "");
      }
    }
  }

  private void write(String name, JsonNode operation) {
    line("");
    line("### `" + name + "`");
    line("");
    String role = operation.path("x-role").asText();
    String summary = operation.path("summary").asText();
    line(
        summary.substring(0, 1).toUpperCase(Locale.ROOT)
            + summary.substring(1)
            + "."
            + (role.isEmpty() ? "" : " Role: `" + role + "`."));
    line("");
    line("| | |");
    line("| --- | --- |");
    for (JsonNode parameter : operation.path("parameters")) {
      String mark = parameter.path("required").asBoolean() ? "" : "*";
      line(
          "| `%s`%s in the %s | %s |"
              .formatted(
                  parameter.path("name").asText(),
                  mark,
                  parameter.path("in").asText(),
                  parameter.path("description").asText()));
    }
    JsonNode body = operation.path("requestBody");
    if (!body.isMissingNode()) {
      JsonNode schema = body.at("/content/application~1json/schema");
      line(
          "| body | "
              + (schema.isMissingNode() ? body.path("description").asText() : type(schema))
              + " |");
    }
    for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
      JsonNode schema = response.getValue().at("/content/application~1json/schema");
      boolean fails = response.getKey().startsWith("4") || response.getKey().startsWith("5");
      String text =
          fails || schema.isMissingNode()
              ? response.getValue().path("description").asText()
              : type(schema);
      line("| " + response.getKey() + " | " + text + " |");
    }
  }

  private void fields(JsonNode schema, String prefix) {
    if (prefix.isEmpty()) {
      line("| Field | Type | |");
      line("| --- | --- | --- |");
    }
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      String mark = required.contains(field.getKey()) ? "" : "*";
      line(
          "| `%s%s`%s | %s | %s |"
              .formatted(
                  prefix,
                  field.getKey(),
                  mark,
                  type(field.getValue()),
                  field.getValue().path("description").asText()));
      JsonNode items = field.getValue().path("items");
      if (items.has("properties")) {
        fields(items, prefix + field.getKey() + "[].");
      }
    }
  }

  /** What a value is, in a few words. */
  private String type(JsonNode schema) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asText().replaceFirst(".*/", "");
      boolean linked = document.at("/components/schemas/" + name).has("properties");
      return linked ? "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")" : name;
    }
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      return type.path(0).asText() + " or null";
    }
    if (type.asText().equals("array")) {
      return "list of " + type(schema.path("items"));
    }
    if (schema.has("enum")) {
      List<String> values = new ArrayList<>();
      schema.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
      return String.join(", ", values);
    }
    return schema.path("format").asText().equals("date-time") ? "time" : type.asText();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
