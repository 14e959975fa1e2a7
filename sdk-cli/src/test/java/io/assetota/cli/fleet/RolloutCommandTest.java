package io.assetota.cli.fleet;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.AssetManager;
import io.assetota.server.EndedUpdate;
import io.assetota.server.EndedUpdate.Outcome;
import io.assetota.server.UpdateServer;
import io.assetota.testing.Answer;
import io.assetota.testing.WebServer;
import java.io.IOException;
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
        "--once");
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
        .contains("422");
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
}
