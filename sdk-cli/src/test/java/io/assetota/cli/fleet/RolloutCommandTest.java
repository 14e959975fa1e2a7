package io.assetota.cli.fleet;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.AssetManager;
import io.assetota.server.EndedUpdate;
import io.assetota.server.EndedUpdate.Outcome;
import io.assetota.server.UpdateServer;
import io.assetota.testing.Answer;
import io.assetota.testing.Waiting;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rollout}, with a real server, and {@code agent} at its other side. */
class RolloutCommandTest {
  private static final String TOKEN = "operator-token-for-tests";
  private static final String GATEWAY_TOKEN = "gateway-token-for-tests";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final List<EndedUpdate> ended = new CopyOnWriteArrayList<>();
  private UpdateServer server;
  private Path bundle;

  @BeforeEach
  void start() throws IOException {
    server =
        UpdateServer.builder(folder.resolve("server"))
            .port(0)
            .operatorToken(TOKEN)
            .gatewayToken(GATEWAY_TOKEN)
            .whenEnded(ended::add)
            .start();
    bundle = new Inputs(folder).bundle("release.zip", 5, "a.txt", "text");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran rollout(Object... more) {
    Object[] command = {"rollout", bundle, "--server", server.url(), "--token", TOKEN};
    return asset_ota(Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray());
  }

  private Ran agent(String device, Path home) {
    return asset_ota(
        "agent",
        "--home",
        home,
        "--server",
        server.url(),
        "--device",
        device,
        "--gateway-token",
        GATEWAY_TOKEN,
        "--limit-rate",
        "10m",
        "--tag",
        "lab",
        "--tag",
        "line-2",
        "--once");
  }

  @Test
  void aDeviceTellsItsTags() throws Exception {
    agent("gw-7", folder.resolve("device")).succeeds();
    assertThat(fleet("tag").succeeds().out()).contains("lab", "line-2");
    rollout("--tag", "line-2").succeeds();
    assertThat(offered("gw-7")).isTrue();
  }

  @Test
  void aNewDeviceGetsWhatIsGivenToAll() throws IOException {
    assertThat(rollout("--all").succeeds().out())
        .contains("Release 1: app", "Rollout 1 delivers it to all devices of its platform.");
    Path home = folder.resolve("device");

    agent("gw-7", home).succeeds();

    assertThat(AssetManager.look(home).available()).hasSize(1);
    assertThat(ended)
        .extracting(EndedUpdate::deviceId, EndedUpdate::outcome)
        .containsExactly(tuple("gw-7", Outcome.FINISHED));

    assertThat(rollout("--device", "gw-7").succeeds().out()).contains("delivers it to gw-7.");
  }

  @Test
  void programsReadTheNumbers() {
    JsonNode uploaded = rollout("--json").succeeds().json();
    assertThat(uploaded.path("release").asLong()).isEqualTo(1);
    assertThat(uploaded.path("rollout").isNull()).isTrue();
    assertThat(uploaded.path("platform").asText()).isEqualTo("linux");
    JsonNode given =
        rollout("--all", "--first", "10%", "--max-failures", "3", "--json").succeeds().json();
    assertThat(given.path("release").asLong()).isEqualTo(1);
    assertThat(given.path("rollout").asLong()).isEqualTo(1);
  }

  @Test
  void aTokenIsTrimmedOfWhatAnEditorLeaves() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "\uFEFF" + TOKEN + " \r\n\r\n");

    asset_ota("rollout", bundle, "--server", server.url(), "--token-file", file).succeeds();
    asset_ota("rollout", bundle, "--server", server.url(), "--token", "\uFEFF" + TOKEN + "\n")
        .succeeds();
    Ran.withEnvironment(
            Map.of(RolloutCommand.TOKEN, TOKEN + "\r\n"),
            "rollout",
            bundle,
            "--server",
            server.url())
        .succeeds();
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "not-a-token-of-an-operator");
    assertThat(
            asset_ota("rollout", bundle, "--server", server.url(), "--token-file", file)
                .fails()
                .err())
        .contains("401", "not an operator token", "Settings");
    assertThat(rollout("--device", "nobody").fails().err()).contains("nobody");
    assertThat(rollout("--all", "--first", "many").fails().err()).contains("many");
    assertThat(rollout("--first", "5").isWrongUsage().err()).contains("--all");
    assertThat(rollout("--soak", "5m", "--all").isWrongUsage().err()).contains("--waves");
    assertThat(rollout("--device", "gw-7", "--first", "5").isWrongUsage().err()).contains("--all");
    assertThat(rollout("--wait").isWrongUsage().err()).contains("--wait needs devices");
    assertThat(rollout("--all", "--wait-timeout", "5m").isWrongUsage().err()).contains("--wait");
    assertThat(rollout("--all", "--hold").isWrongUsage().err()).contains("--waves");
    assertThat(rollout("--all", "--max-failures", "most").fails().err()).contains("most");
    assertThat(rollout("--max-failures", "5").isWrongUsage().err()).contains("--all");
    assertThat(rollout("--all", "--device", "gw-7").isWrongUsage().err()).contains("--all");
    assertThat(asset_ota("rollout", bundle, "--server", server.url()).isWrongUsage().err())
        .contains("--token-file", "ASSET_OTA_OPERATOR_TOKEN");
    assertThat(
            asset_ota("rollout", bundle, "--server", "ftp://a", "--token", TOKEN)
                .isWrongUsage()
                .err())
        .contains("http");
    Path damaged = new Inputs(folder).damaged(bundle, 200);
    assertThat(
            asset_ota("rollout", damaged, "--server", server.url(), "--token", TOKEN).fails().err())
        .contains("local header");
    assertThat(server.bytesSent()).isZero();
  }

  @Test
  void aProxyThatTakesNoUploadOfThatSizeIsNamed() throws IOException {
    try (WebServer proxy = WebServer.start(request -> Answer.of(413))) {
      assertThat(
              asset_ota("rollout", bundle, "--server", proxy.uri(), "--token", TOKEN, "--all")
                  .fails()
                  .err())
          .contains("413", "client_max_body_size");
    }
  }

  /** A device without an agent: polls, begins and ends what it has to do. */
  private void end(String device, String result, String detail) throws Exception {
    String base = server.url() + "DEFAULT/controller/v1/" + device;
    HttpClient http = HttpClient.newHttpClient();
    JsonNode poll = JSON.readTree(http.send(request(base).build(), BodyHandlers.ofString()).body());
    String href = poll.at("/_links/deploymentBase/href").asText();
    http.send(request(href).build(), BodyHandlers.ofString());
    String feedback =
        "{\"status\":{\"execution\":\"closed\",\"result\":{\"finished\":\"%s\"},\"details\":[\"%s\"]}}"
            .formatted(result, detail);
    String path = href.replaceFirst("\\?.*", "") + "/feedback";
    assertThat(
            http.send(
                    request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(feedback))
                        .build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
  }

  private static HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("Authorization", "GatewayToken " + GATEWAY_TOKEN);
  }

  private void register(String... devices) throws IOException {
    for (String device : devices) {
      server.createDevice(device);
    }
  }

  @Test
  void waitsUntilItIsDone() throws Exception {
    register("gw-1", "gw-2");
    Thread fleet =
        new Thread(
            () -> {
              try {
                Waiting.until("the rollout begins", () -> offered("gw-1"));
                end("gw-1", "success", "installed");
                end("gw-2", "success", "installed");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    fleet.start();
    Ran ran = rollout("--all", "--wait", "--wait-timeout", "60s").succeeds();
    fleet.join();
    assertThat(ran.out()).contains("Done: running", "2 finished");
    assertThat(ran.err()).contains("2 finished");
  }

  private boolean offered(String device) {
    try {
      return HttpClient.newHttpClient()
          .send(
              request(server.url() + "DEFAULT/controller/v1/" + device).build(),
              BodyHandlers.ofString())
          .body()
          .contains("deploymentBase");
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  @Test
  void aRolloutThatHaltsFailsWithTheReasons() throws Exception {
    register("gw-1", "gw-2", "gw-3");
    JsonNode begun = rollout("--all", "--max-failures", "2", "--json").succeeds().json();
    end("gw-1", "failure", "exit code 3 after 1 s");
    end("gw-2", "failure", "exit code 3 after 2 s");
    long id = begun.path("rollout").asLong();
    assertThat(notDone(fleet("wait", id)).out())
        .contains("Not done: halted", "2 devices: exit code 3", "gw-2, gw-1", "the limit is 2");
    JsonNode outcome = notDone(fleet("wait", id, "--json")).json().path("outcome");
    assertThat(outcome.path("end").asText()).isEqualTo("stopped");
    assertThat(outcome.at("/failures/0/count").asInt()).isEqualTo(2);
    fleet("resume", id).succeeds();
    end("gw-3", "success", "installed");
    fleet("wait", id).succeeds();
    assertThat(fleet("rollouts").succeeds().out()).contains("1 finished, 2 error");
    fleet("cancel", id).succeeds();
    assertThat(fleet("pause", id).fails().err()).contains("CANCELED");
  }

  @Test
  void nobodyWaitsForEver() throws Exception {
    register("gw-1");
    assertThat(notDone(rollout("--all", "--wait", "--wait-timeout", "0s", "--quiet")).out())
        .contains("It goes on at the server");
    assertThat(rollout("--device", "gw-1", "--json").succeeds().json().path("rollout").asInt())
        .isEqualTo(2);
    end("gw-1", "failure", "no");
    assertThat(notDone(fleet("wait", 2)).out()).contains("Not done: done", "1 device: no");
  }

  private static Ran notDone(Ran ran) {
    assertThat(ran.exitCode()).isEqualTo(1);
    return ran;
  }

  private Ran fleet(Object... command) {
    return asset_ota(
        Stream.concat(
                Stream.of("fleet"),
                Stream.concat(
                    Arrays.stream(command), Stream.of("--server", server.url(), "--token", TOKEN)))
            .toArray());
  }

  @Test
  void whatTheServerWouldRefuseIsToldBeforeTheUpload() throws Exception {
    register("gw-1");
    Path list = Files.writeString(folder.resolve("list"), "gw-1 # here\n\n# none\ngw-typo\n");
    for (Object[] wrong :
        new Object[][] {
          {"--device", "typo"},
          {"--all", "--first", "200%"},
          {"--all", "--waves", "50%,60%"},
          {"--all", "--waves", "1", "--soak", "soon"},
          {"--all", "--max-failures", "0"},
          {"--tag", "nobodys"},
          {"--selection", "none"},
          {"--all", "--waves", "tag:nobodys"},
          {"--devices-from", list}
        }) {
      rollout(wrong).fails();
      assertThat(fleet("releases", "--json").succeeds().json().path("releases"))
          .as(Arrays.toString(wrong))
          .isEmpty();
    }
    assertThat(rollout("--devices-from", list).fails().err()).contains("gw-typo");
    assertThat(rollout("--all", "--waves", "1,50%", "--soak", "1h", "--dry-run").succeeds().out())
        .contains("would be uploaded", "go to 1 devices", "1 (1)");
    assertThat(fleet("releases").succeeds().out()).contains("no release");
  }

  @Test
  void aBlockedReleaseIsRefusedBeforeTheUpload() throws Exception {
    register("gw-1");
    rollout("--all").succeeds();
    fleet("block", 1, "--reason", "drains batteries").succeeds();
    assertThat(rollout("--all").fails().err()).contains("blocked", "drains batteries", "unblock 1");
    assertThat(fleet("releases").succeeds().out()).contains("drains batteries");
    assertThat(notDone(fleet("wait", 1)).out()).contains("canceled", "drains batteries");
    fleet("unblock", 1).succeeds();
    rollout("--all").succeeds();
  }

  @Test
  void tagsAndSelectionsChooseDevices() throws Exception {
    register("gw-1", "gw-2", "gw-3");
    fleet("tag", "gw-1", "gw-3", "--add", "lab").succeeds();
    assertThat(fleet("tag").succeeds().out()).contains("lab").contains("2");
    fleet("select", "ours", "tag==lab;id!=gw-3").succeeds();
    assertThat(fleet("select").succeeds().out()).contains("ours", "tag==lab;id!=gw-3");
    rollout("--selection", "ours").succeeds();
    assertThat(offered("gw-1")).isTrue();
    assertThat(offered("gw-3")).isFalse();
    rollout("--tag", "lab").succeeds();
    assertThat(offered("gw-3")).isTrue();
    assertThat(offered("gw-2")).isFalse();
    fleet("select", "ours", "--delete").succeeds();
    assertThat(fleet("select").succeeds().out()).contains("no selection");
    assertThat(fleet("tag", "gw-9", "--add", "lab").fails().err()).contains("gw-9");
    assertThat(fleet("tag", "gw-1").isWrongUsage().err()).contains("--add");
    assertThat(fleet("select", "x", "nonsense").fails().err()).contains("nonsense");
  }
}
