package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.server.fleet.operators.Role;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document of the API says what the server does; see {@link ApiContract} for its answers. */
class OpenApiTest {
  private static final Path GUIDE = Path.of("..", "docs", "guides", "api.md");

  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(folder.resolve("data"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyRouteIsDescribedWithItsRole() {
    TreeSet<String> routes = new TreeSet<>();
    for (String route : server.server.routes()) {
      if (route.startsWith("api ")) {
        routes.add(route.substring("api ".length()));
      }
    }
    Map<String, JsonNode> operations = ApiContract.operations();
    assertThat(new TreeSet<>(operations.keySet())).isEqualTo(routes);
    operations.forEach(
        (route, operation) ->
            assertThat(operation.path("x-role").asText())
                .as(route)
                .isEqualTo(RolesTest.table().get("api " + route).map(Role::text).orElse("")));
    assertThat(operations.values().stream().map(o -> o.path("operationId").asText()))
        .doesNotHaveDuplicates();
  }

  @Test
  void isServedToEverybody() throws IOException {
    HttpResponse<String> answer = server.send(server.request("/api/v1/openapi.json"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(TestServer.JSON.readTree(answer.body())).isEqualTo(ApiContract.document());
  }

  @Test
  void everyParameterIsTakenAndNoOther() {
    ApiContract.operations()
        .forEach(
            (route, operation) -> {
              if (operation.path("x-role").asText().isEmpty()) {
                return;
              }
              String method = route.substring(0, route.indexOf(' '));
              String path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{\\w+}", "31415");
              for (JsonNode parameter : operation.path("parameters")) {
                if (parameter.path("in").asText().equals("query")) {
                  String name = parameter.path("name").asText();
                  assertThat(refusal(method, path + "?" + name + "=7", "{}"))
                      .as(route + " " + name)
                      .doesNotContain("There is no parameter");
                }
              }
              assertThat(refusal(method, path + "?no-such=7", "{}"))
                  .as(route)
                  .contains("There is no parameter no-such");
            });
  }

  @Test
  void everyFieldOfARequestIsTakenAndNoOther() {
    ApiContract.operations()
        .forEach(
            (route, operation) -> {
              String reference =
                  operation.at("/requestBody/content/application~1json/schema/$ref").asText();
              if (reference.isEmpty()) {
                return;
              }
              String method = route.substring(0, route.indexOf(' '));
              String path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{\\w+}", "31415");
              String schema = "/components/schemas/" + reference.replaceFirst(".*/", "");
              // It asks for that before it looks at the rest.
              String more = path.endsWith("/check") ? ",\"platform\":\"linux\"" : "";
              String other = refusal(method, path, "{\"no-such-field\":1" + more + "}");
              assertThat(other).as(route).contains("no-such-field");
              ApiContract.document()
                  .at(schema + "/properties")
                  .fieldNames()
                  .forEachRemaining(
                      name -> {
                        String rest = name.equals("platform") ? "" : more;
                        assertThat(refusal(method, path, "{\"" + name + "\":\"x\"" + rest + "}"))
                            .as(route + " " + name)
                            .isNotEqualTo(other.replace("no-such-field", name));
                      });
            });
  }

  private String refusal(String method, String path, String body) {
    return server.send(server.operator(path).method(method, BodyPublishers.ofString(body))).body();
  }

  /** One of each, so that all fields are there. {@link TestServer#send} holds them against it. */
  @Test
  void realAnswersAreAsDescribed() throws IOException {
    byte[] bundle = Files.readAllBytes(TestBundles.small(folder, 1));
    server.api(server.operator("/api/v1/releases").POST(BodyPublishers.ofByteArray(bundle)), 201);
    for (String device : List.of("gw-1", "gw-2")) {
      server.get(base(device));
    }
    String data =
        "{\"mode\":\"replace\",\"data\":{\"app\":\"linux 1\",\"runtime.state\":\"running\","
            + "\"runtime.starts\":\"2\",\"runtime.lastFailure\":\"it died\"}}";
    assertThat(server.put(base("gw-1") + "/configData", data)).isEqualTo(200);
    server.api(
        server
            .operator("/api/v1/rollouts/check")
            .POST(BodyPublishers.ofString("{\"release\":1,\"all\":true,\"canary\":\"1\"}")),
        200);
    server.startRollout("{\"release\":1,\"all\":true}");
    server.feedback("gw-1", server.begin("gw-1"), "closed", "failure");
    send("POST", "/api/v1/tags", "{\"devices\":[\"gw-1\"],\"add\":[\"lab\"]}", 204);
    send("PUT", "/api/v1/selections/in-lab", "{\"query\":\"tag==lab\"}", 204);
    send("POST", "/api/v1/releases/1/block", "{\"reason\":\"it fails\"}", 204);
    NewOperator.add(server, "ci", "rollout");
    for (String path :
        List.of(
            "releases",
            "releases/1/files",
            "devices",
            "devices/gw-1",
            "tags",
            "selections",
            "rollouts",
            "rollouts/1",
            "operators",
            "audit")) {
      JsonNode answer = server.api(server.operator("/api/v1/" + path), 200);
      assertThat(path.endsWith("files") || answer.size() > 0).as(path).isTrue();
    }
    JsonNode device = server.api(server.operator("/api/v1/devices/gw-1"), 200);
    assertThat(device.at("/runtime/lastFailure").asText()).isEqualTo("it died");
    assertThat(device.at("/history/0/details/0").asText()).isEqualTo("a detail");
    assertThat(device.at("/tags/lab").asText()).isEqualTo("operator");
  }

  private void send(String method, String path, String body, int status) {
    HttpResponse<String> answer =
        server.send(server.operator(path).method(method, BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
  }

  @Test
  void theGuideIsMadeOfIt() throws IOException {
    String guide = ApiGuide.of(ApiContract.document());
    Path made = Path.of("target", "api.md");
    Files.createDirectories(made.getParent());
    Files.writeString(made, guide);
    assertThat(Files.exists(GUIDE) ? Files.readString(GUIDE) : "")
        .as("copy sdk-server/target/api.md to docs/guides/api.md")
        .isEqualTo(guide);
  }
}
