package io.assetota.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several people and programs with names and roles. */
class OperatorsTest {
  @TempDir Path folder;
  private TestServer server;

  private void start() throws IOException {
    server = TestServer.start(folder.resolve("data"));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private int status(String token, String path) {
    return server
        .send(server.request(path).header("Authorization", "Bearer " + token))
        .statusCode();
  }

  private int operators(String method, String rest, String body) {
    return server
        .send(
            server
                .operator("/api/v1/operators" + rest)
                .method(
                    method,
                    body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)))
        .statusCode();
  }

  @Test
  void removingOneEndsItsTokensAndSessionsAtOnce() throws IOException {
    start();
    NewOperator bob = NewOperator.add(server, "bob", "read");
    ConsoleClient client = bob.logIn(server);
    assertThat(client.page("/")).contains("Log out bob").doesNotContain("/audit", "Add a device");
    assertThat(status(bob.token(), "/api/v1/devices")).isEqualTo(200);
    assertThat(operators("DELETE", "/bob", "")).isEqualTo(204);
    assertThat(status(bob.token(), "/api/v1/devices")).isEqualTo(401);
    assertThat(client.get("/").headers().firstValue("Location").orElse("")).startsWith("/login");
    // Somebody else of the same name has nothing of it.
    NewOperator.add(server, "bob", "administer");
    assertThat(status(bob.token(), "/api/v1/devices")).isEqualTo(401);
    assertThat(client.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void anotherRoleCountsAtOnce() throws IOException {
    start();
    NewOperator eve = NewOperator.add(server, "eve", "read");
    ConsoleClient client = eve.logIn(server);
    assertThat(status(eve.token(), "/api/v1/audit")).isEqualTo(403);
    assertThat(client.get("/audit").statusCode()).isEqualTo(403);
    assertThat(operators("PUT", "/eve", "{\"role\":\"administer\"}")).isEqualTo(204);
    assertThat(status(eve.token(), "/api/v1/audit")).isEqualTo(200);
    assertThat(client.page("/audit")).contains("operator.change");
    assertThat(operators("PUT", "/eve", "{\"role\":\"rollout\"}")).isEqualTo(204);
    assertThat(status(eve.token(), "/api/v1/audit")).isEqualTo(403);
  }

  @Test
  void anotherPasswordEndsTheSessionsOfItsOperatorOnly() throws IOException {
    start();
    NewOperator eve = NewOperator.add(server, "eve", "read");
    ConsoleClient ofEve = eve.logIn(server);
    ConsoleClient ofAdmin = ConsoleClient.loggedIn(server);
    assertThat(operators("POST", "/eve/password", "")).isEqualTo(201);
    assertThat(ofEve.get("/").statusCode()).isEqualTo(303);
    assertThat(new ConsoleClient(server).login("eve", eve.password()).statusCode()).isEqualTo(401);
    assertThat(ofAdmin.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void theLastAdministratorStays() throws IOException {
    start();
    assertThat(operators("DELETE", "/admin", "")).isEqualTo(409);
    assertThat(operators("PUT", "/admin", "{\"role\":\"read\"}")).isEqualTo(409);
    // One that can't log in and has no token helps nobody.
    assertThat(operators("POST", "", "{\"name\":\"zoe\",\"role\":\"administer\"}")).isEqualTo(201);
    assertThat(operators("DELETE", "/admin", "")).isEqualTo(409);
    assertThat(operators("POST", "/zoe/password", "")).isEqualTo(201);
    assertThat(operators("DELETE", "/admin", "")).isEqualTo(204);
    // That was the operator with the token.
    assertThat(operators("GET", "", "")).isEqualTo(401);
  }

  @Test
  void theLastTokenOfTheLastAdministratorStays() throws IOException {
    start();
    assertThat(operators("POST", "", "{\"name\":\"zoe\",\"role\":\"administer\"}")).isEqualTo(201);
    String token =
        server
            .api(
                server
                    .operator("/api/v1/operators/zoe/tokens")
                    .POST(BodyPublishers.ofString("{\"name\":\"only\"}")),
                201)
            .path("token")
            .asText();
    JsonNode zoe = server.api(server.operator("/api/v1/operators"), 200).get(1);
    assertThat(operators("DELETE", "/admin", "")).isEqualTo(204);
    assertThat(
            server
                .send(
                    server
                        .request("/api/v1/operators/zoe/tokens/" + zoe.at("/tokens/0/id"))
                        .header("Authorization", "Bearer " + token)
                        .DELETE())
                .statusCode())
        .isEqualTo(409);
    assertThat(status(token, "/api/v1/operators")).isEqualTo(200);
  }

  @Test
  void peopleManageThemInTheConsole() throws IOException {
    start();
    ConsoleClient admin = ConsoleClient.loggedIn(server);
    assertThat(admin.submitAndFollow("/operators", "name", "ann", "role", "read"))
        .contains("The password of ann", "class=\"secret\"");
    String page = admin.submitAndFollow("/operators/ann/tokens", "token", "laptop");
    String token = page.replaceAll("(?s).*<code class=\"secret\">([^<]+)</code>.*", "$1");
    assertThat(status(token, "/api/v1/devices")).isEqualTo(200);
    String revoke = page.replaceAll("(?s).*action=\"(/operators/ann/tokens/\\d+/revoke)\".*", "$1");
    assertThat(admin.submitAndFollow(revoke)).contains("The token is revoked.");
    assertThat(status(token, "/api/v1/devices")).isEqualTo(401);
    assertThat(admin.submitAndFollow("/operators/ann/delete")).contains("ann is removed");
    assertThat(admin.page("/operators")).doesNotContain("/operators/ann/");
  }

  @Test
  void refusesWhatMakesNoSense() throws IOException {
    start();
    for (String body :
        new String[] {
          "{}",
          "{\"name\":\"x\"}",
          "{\"name\":\"x\",\"role\":\"king\"}",
          "{\"name\":\"x\",\"role\":\"read\",\"more\":1}"
        }) {
      assertThat(operators("POST", "", body)).as(body).isEqualTo(400);
    }
    for (String name : new String[] {"", "a b", "a/b", "-a", "x".repeat(65), "admin", "ADMIN"}) {
      assertThat(operators("POST", "", "{\"name\":\"" + name + "\",\"role\":\"read\"}"))
          .as(name)
          .isEqualTo(409);
    }
    assertThat(operators("DELETE", "/nobody", "")).isEqualTo(404);
    assertThat(operators("DELETE", "/admin/tokens/1", "")).isEqualTo(404);
  }

  @Test
  void programsManageThem() throws IOException {
    start();
    NewOperator ci = NewOperator.add(server, "ci", "rollout");
    JsonNode list = server.api(server.operator("/api/v1/operators"), 200);
    assertThat(list).hasSize(2);
    assertThat(list.at("/1/name").asText()).isEqualTo("ci");
    assertThat(list.at("/1/role").asText()).isEqualTo("rollout");
    assertThat(list.at("/1/hasPassword").asBoolean()).isTrue();
    assertThat(list.at("/1/tokens/0/name").asText()).isEqualTo("ci of ci");
    assertThat(list.toString()).doesNotContain(ci.token(), ci.password());
    assertThat(operators("DELETE", "/ci/tokens/" + list.at("/1/tokens/0/id"), "")).isEqualTo(204);
    assertThat(status(ci.token(), "/api/v1/devices")).isEqualTo(401);
  }

  @Test
  void optionsOfTheStartMeanAdminAlsoAfterItWasRemoved() throws IOException {
    start();
    NewOperator zoe = NewOperator.add(server, "zoe", "administer");
    assertThat(operators("DELETE", "/admin", "")).isEqualTo(204);
    server.close();
    // Without options, it stays away.
    server = new TestServer(UpdateServer.builder(folder.resolve("data")).port(0).start());
    assertThat(server.server.initialPassword()).isEmpty();
    assertThat(status(TestServer.OPERATOR_TOKEN, "/api/v1/devices")).isEqualTo(401);
    assertThat(status(zoe.token(), "/api/v1/devices")).isEqualTo(200);
    server.close();
    start();
    assertThat(status(TestServer.OPERATOR_TOKEN, "/api/v1/operators")).isEqualTo(200);
  }

  /** A folder of a version that had one password, and tokens without operators. */
  @Test
  void theOneOperatorOfEarlierVersionsBecomesAdmin() throws IOException, SQLException {
    start();
    server.close();
    String password;
    Path database = folder.resolve("data/server.db");
    try (Connection now = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = now.createStatement();
        ResultSet row = statement.executeQuery("SELECT password FROM operator")) {
      password = row.getString(1);
    }
    Path former = Files.createDirectory(folder.resolve("former"));
    try (Connection then =
            DriverManager.getConnection("jdbc:sqlite:" + former.resolve("server.db"));
        Statement statement = then.createStatement()) {
      statement.execute("CREATE TABLE schema_version (version INTEGER PRIMARY KEY) STRICT");
      for (int step = 1; step <= 3; step++) {
        for (String part : script(step).split(";\n", 0)) {
          statement.execute(part);
        }
        statement.execute("INSERT INTO schema_version (version) VALUES (" + step + ")");
      }
      try (PreparedStatement setting =
          then.prepareStatement("INSERT INTO setting (name, content) VALUES (?, ?)")) {
        setting.setString(1, "admin.password");
        setting.setString(2, password);
        setting.execute();
      }
      for (String[] token :
          new String[][] {{"OPERATOR", "ci", "former-operator"}, {"GATEWAY", "gw", "former-gw"}}) {
        try (PreparedStatement insert =
            then.prepareStatement(
                "INSERT INTO token (kind, name, hash, created) VALUES (?, ?, ?, 0)")) {
          insert.setString(1, token[0]);
          insert.setString(2, token[1]);
          insert.setString(
              3, com.google.common.hash.Hashing.sha256().hashString(token[2], UTF_8).toString());
          insert.execute();
        }
      }
    }
    server = new TestServer(UpdateServer.builder(former).port(0).start());
    assertThat(server.server.initialPassword()).isEmpty();
    assertThat(new ConsoleClient(server).login(TestServer.PASSWORD).statusCode()).isEqualTo(303);
    assertThat(status("former-operator", "/api/v1/operators")).isEqualTo(200);
    JsonNode admin =
        TestServer.JSON.readTree(
            server
                .send(
                    server
                        .request("/api/v1/operators")
                        .header("Authorization", "Bearer former-operator"))
                .body());
    assertThat(admin.at("/0/name").asText()).isEqualTo("admin");
    assertThat(admin.at("/0/role").asText()).isEqualTo("administer");
    assertThat(
            server
                .send(
                    server
                        .request(TestServer.base("d"))
                        .header("Authorization", "GatewayToken former-gw"))
                .statusCode())
        .isEqualTo(200);
  }

  private static String script(int step) throws IOException {
    try (InputStream in = UpdateServer.class.getResourceAsStream("store/schema/" + step + ".sql")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
