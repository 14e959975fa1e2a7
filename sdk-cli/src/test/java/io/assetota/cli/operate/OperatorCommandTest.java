package io.assetota.cli.operate;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.cli.testing.Ran;
import io.assetota.server.UpdateServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code operator ...}, with a real server. */
class OperatorCommandTest {
  private static final String TOKEN = "operator-token-for-tests";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private UpdateServer server;

  @BeforeEach
  void start() throws IOException {
    server = UpdateServer.builder(folder.resolve("server")).port(0).operatorToken(TOKEN).start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran as(String token, Object... command) {
    List<Object> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--server", server.url(), "--token", token));
    return asset_ota(all.toArray());
  }

  private Ran operator(Object... command) {
    List<Object> all = new ArrayList<>(List.of("operator"));
    all.addAll(List.of(command));
    return as(TOKEN, all.toArray());
  }

  private JsonNode json(Object... command) throws IOException {
    List<Object> all = new ArrayList<>(List.of(command));
    all.add("--json");
    return JSON.readTree(operator(all.toArray()).succeeds().out());
  }

  @Test
  void addsOperatorsAndGivesThemWhatTheyComeWith() throws IOException {
    JsonNode alice = json("add", "alice", "--role", "read");
    assertThat(alice.path("password").asText()).hasSize(20);
    assertThat(operator("add", "ci", "--role", "rollout", "--no-password").succeeds().out())
        .contains("Added ci with the role rollout.");
    String token = json("token", "ci", "--name", "build").path("token").asText();
    assertThat(as(token, "fleet", "rollouts").succeeds().out()).isNotEmpty();
    assertThat(as(token, "operator", "list").fails().err())
        .contains("403", "needs the role administer");
    assertThat(operator("list").succeeds().out()).contains("alice", "read", "ci", "build", "admin");
    JsonNode list = json("list").path("operators");
    assertThat(list.at("/2/name").asText()).isEqualTo("ci");
    assertThat(list.at("/2/hasPassword").asBoolean()).isFalse();
    long id = list.at("/2/tokens/0/id").asLong();
    operator("token", "ci", "--revoke", id).succeeds();
    assertThat(as(token, "fleet", "rollouts").fails().err()).contains("401");
    assertThat(operator("role", "alice", "administer").succeeds().out()).contains("administer now");
    assertThat(operator("password", "alice").succeeds().out()).contains("shown only once");
    operator("remove", "ci").succeeds();
    assertThat(json("list").path("operators")).hasSize(2);
  }

  @Test
  void showsWhoDidWhat() throws IOException {
    operator("add", "alice", "--role", "read").succeeds();
    operator("remove", "alice").succeeds();
    assertThat(operator("audit").succeeds().out())
        .contains("operator.create", "operator.delete", "alice with the role read");
    JsonNode entries = json("audit", "--action", "operator.delete").path("entries");
    assertThat(entries).hasSize(1);
    assertThat(entries.at("/0/operator").asText()).isEqualTo("admin");
    assertThat(entries.at("/0/target").asText()).isEqualTo("alice");
    assertThat(entries.at("/0/status").asInt()).isEqualTo(204);
    assertThat(json("audit", "--before", entries.at("/0/entry")).path("entries")).hasSize(2);
    assertThat(operator("audit", "--operator", "nobody").succeeds().out())
        .contains("no such entries");
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(operator("add", "x", "--role", "king").fails().err())
        .contains("There is no role king; there are read, rollout, administer");
    assertThat(operator("add", "admin", "--role", "read").fails().err()).contains("already");
    assertThat(operator("remove", "admin").fails().err()).contains("last administrator");
    assertThat(operator("remove", "nobody").fails().err()).contains("404");
    assertThat(operator("token", "admin").isWrongUsage().err()).contains("--name");
    assertThat(operator().isWrongUsage().err()).contains("operator");
  }
}
