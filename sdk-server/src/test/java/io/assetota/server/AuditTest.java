package io.assetota.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who did what. */
class AuditTest {
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

  private List<JsonNode> trail(String query) throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    server.api(server.operator("/api/v1/audit" + query), 200).forEach(entries::add);
    return entries;
  }

  private JsonNode newest() throws IOException {
    return trail("").get(0);
  }

  @Test
  void tellsWhoDidWhatFromWhereAndWhatCameOfIt() throws IOException {
    byte[] bundle = Files.readAllBytes(TestBundles.small(folder, 3));
    NewOperator ci = NewOperator.add(server, "ci", "rollout");
    server.api(
        server
            .request("/api/v1/releases")
            .header("Authorization", "Bearer " + ci.token())
            .POST(BodyPublishers.ofByteArray(bundle)),
        201);
    JsonNode published = newest();
    assertThat(published.path("operator").asText()).isEqualTo("ci");
    assertThat(published.path("credential").asText()).isEqualTo("ci of ci");
    assertThat(published.path("address").asText()).isEqualTo("127.0.0.1");
    assertThat(published.path("action").asText()).isEqualTo("release.create");
    assertThat(published.path("status").asInt()).isEqualTo(201);
    assertThat(published.path("details").asText()).isEqualTo("release 1: kiosk.jar 3");
    server.startRollout("{\"release\":1,\"all\":true}");
    assertThat(newest().path("action").asText()).isEqualTo("rollout.create");
    assertThat(newest().path("details").asText()).isEqualTo("rollout 1 of release 1");
    ConsoleClient console = ConsoleClient.loggedIn(server);
    assertThat(newest().path("action").asText()).isEqualTo("login");
    console.submitAndFollow("/rollouts/1/pause");
    assertThat(newest().path("action").asText()).isEqualTo("rollout.pause");
    assertThat(newest().path("target").asText()).isEqualTo("1");
    assertThat(newest().path("credential").asText()).isEqualTo("console");
    assertThat(console.page("/audit")).contains("rollout.pause", "release 1: kiosk.jar 3", "ci");
  }

  @Test
  void findsEntries() throws IOException {
    for (String device : List.of("a", "b", "c")) {
      server.api(
          server.operator("/api/v1/devices/" + device + "/token").POST(BodyPublishers.noBody()),
          201);
    }
    server.send(server.operator("/api/v1/releases/7").DELETE());
    assertThat(trail("?action=device.token")).hasSize(3);
    assertThat(trail("?action=device.token&target=b")).hasSize(1);
    assertThat(trail("?operator=nobody")).isEmpty();
    assertThat(trail("?action=release.delete").get(0).path("status").asInt()).isEqualTo(409);
    long newest = newest().path("id").asLong();
    assertThat(trail("?before=" + newest).get(0).path("id").asLong()).isEqualTo(newest - 1);
    assertThat(server.send(server.operator("/api/v1/audit?before=x")).statusCode()).isEqualTo(400);
    assertThat(ConsoleClient.loggedIn(server).page("/audit?action=device.token&target=b"))
        .contains("device.token")
        .doesNotContain("release.delete");
  }

  @Test
  void onlyGrows() throws IOException, SQLException {
    server.send(server.operator("/api/v1/releases/7").DELETE());
    server.close();
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/server.db"));
        Statement statement = database.createStatement()) {
      for (String change :
          List.of(
              "DELETE FROM audit",
              "DELETE FROM audit_outcome",
              "UPDATE audit SET operator = 'somebody else'",
              "UPDATE audit_outcome SET status = 200")) {
        assertThatThrownBy(() -> statement.execute(change))
            .as(change)
            .hasMessageContaining("the audit trail only grows");
      }
    }
  }

  @Test
  void nothingIsDoneThatCannotBeWrittenDown() throws IOException, SQLException {
    NewOperator.add(server, "bob", "read");
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/server.db"));
        Statement statement = database.createStatement()) {
      String full = "BEGIN SELECT RAISE(ABORT, 'full'); END";
      statement.execute("CREATE TRIGGER no_entry BEFORE INSERT ON audit " + full);
      assertThat(removeBob()).isEqualTo(500);
      // Who only looks can still log in.
      assertThat(ConsoleClient.loggedIn(server).page("/")).contains("Log out admin");
      assertThat(server.api(server.operator("/api/v1/operators"), 200)).hasSize(2);
      statement.execute("DROP TRIGGER no_entry");
      // If only its end can't be written, it is done, and the entry says that nobody knows.
      statement.execute("CREATE TRIGGER no_end BEFORE INSERT ON audit_outcome " + full);
      assertThat(removeBob()).isEqualTo(204);
      statement.execute("DROP TRIGGER no_end");
    }
    assertThat(server.api(server.operator("/api/v1/operators"), 200)).hasSize(1);
    assertThat(newest().path("action").asText()).isEqualTo("operator.delete");
    assertThat(newest().has("status")).isFalse();
    assertThat(ConsoleClient.loggedIn(server).page("/audit")).contains("not known");
  }

  private int removeBob() {
    return server.send(server.operator("/api/v1/operators/bob").DELETE()).statusCode();
  }

  @Test
  void failedLoginsAreListedButDoNotFillTheDisk() throws IOException {
    assertThat(new ConsoleClient(server).login("wrong password").statusCode()).isEqualTo(401);
    assertThat(newest().path("action").asText()).isEqualTo("login.failed");
    assertThat(newest().path("operator").asText()).isEqualTo("admin");
    // Somebody who puts the password in the wrong field does not want to see it here.
    new ConsoleClient(server).login(TestServer.PASSWORD, "");
    assertThat(newest().path("action").asText()).isEqualTo("login.failed");
    assertThat(newest().path("operator").asText()).isEmpty();
    for (int i = 0; i < 100; i++) {
      server.send(server.request("/api/v1/devices").header("Authorization", "Bearer " + i));
    }
    assertThat(trail("?action=login.failed")).hasSize(20);
  }

  @Test
  void hasNoSecrets() throws IOException {
    ConsoleClient console = ConsoleClient.loggedIn(server);
    NewOperator zoe = NewOperator.add(server, "zoe", "administer");
    String made = console.submitAndFollow("/settings/tokens", "name", "gw", "kind", "gateway");
    String device = console.submitAndFollow("/devices", "id", "d1");
    console.submitAndFollow(
        "/settings/password", "old", TestServer.PASSWORD, "new", "another password");
    String trail = trail("").toString();
    assertThat(trail).contains("settings.password", "settings.token.create", "device.create");
    assertThat(trail)
        .doesNotContain(
            zoe.token(),
            zoe.password(),
            secret(made),
            secret(device),
            TestServer.PASSWORD,
            "another password",
            TestServer.OPERATOR_TOKEN,
            TestServer.GATEWAY_TOKEN);
  }

  private static String secret(String page) {
    return page.replaceAll("(?s).*<code class=\"secret\">([^<]+)</code>.*", "$1");
  }

  /** Every route that changes something, also the next one that somebody adds. */
  @Test
  void nothingIsForgotten() throws IOException {
    ConsoleClient console = ConsoleClient.loggedIn(server);
    String csrf = console.csrf();
    int checked = 0;
    for (String route : server.server.routes()) {
      List<String> parts = Splitter.on(' ').splitToList(route);
      boolean ofOperators = parts.get(0).equals("api") || parts.get(0).equals("console");
      if (!ofOperators || parts.get(1).equals("GET") || parts.get(2).matches("/login|/logout")) {
        continue;
      }
      long before = newest().path("id").asLong();
      String path = parts.get(2).replaceAll("\\{\\w+}", "31415");
      if (parts.get(0).equals("api")) {
        server.send(server.operator(path).method(parts.get(1), BodyPublishers.ofString("{}")));
      } else if (path.equals("/releases")) {
        console.upload(csrf, new byte[9], "x");
      } else {
        console.submit(path, "csrf", csrf);
      }
      JsonNode entry = newest();
      assertThat(entry.path("id").asLong()).as(route).isEqualTo(before + 1);
      assertThat(entry.path("action").asText()).as(route).isNotEmpty();
      assertThat(entry.path("status").asInt()).as(route).isPositive();
      assertThat(entry.path("target").asText())
          .as(route)
          .isEqualTo(parts.get(2).contains("}/tokens/{") ? "31415 31415" : target(parts.get(2)));
      checked++;
    }
    assertThat(checked).isGreaterThan(30);
    assertThat(console.submit("/logout", "csrf", csrf).statusCode()).isEqualTo(303);
    assertThat(newest().path("action").asText()).isEqualTo("logout");
  }

  private static String target(String pattern) {
    return pattern.contains("{") ? "31415" : "";
  }
}
