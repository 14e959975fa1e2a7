package io.assetota.cli.fleet;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.AssetManager;
import io.assetota.server.UpdateServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How devices install what {@code rollout} brings them, with a real server. */
class InstallOptionsTest {
  private static final String TOKEN = "operator-token-for-tests";
  private static final String GATEWAY_TOKEN = "gateway-token-for-tests";
  private static final String NIGHT = "02:30-04:30 Europe/Berlin";

  @TempDir Path folder;
  private UpdateServer server;
  private Path bundle;

  @BeforeEach
  void start() throws IOException {
    server =
        UpdateServer.builder(folder.resolve("server"))
            .port(0)
            .operatorToken(TOKEN)
            .gatewayToken(GATEWAY_TOKEN)
            .start();
    server.createDevice("gw-1");
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

  private JsonNode get(String path, String authorization) throws Exception {
    return new ObjectMapper()
        .readTree(
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Authorization", authorization)
                        .build(),
                    BodyHandlers.ofString())
                .body());
  }

  private JsonNode ofServer(long id) throws Exception {
    return get("api/v1/rollouts/" + id, "Bearer " + TOKEN);
  }

  private JsonNode offered(String device) throws Exception {
    return get("DEFAULT/controller/v1/" + device, "GatewayToken " + GATEWAY_TOKEN).path("_links");
  }

  @Test
  void theServerIsToldHowDevicesInstall() throws Exception {
    JsonNode begun =
        rollout("--all", "--mode", "soft", "--window", NIGHT, "--confirm", "--json")
            .succeeds()
            .json();
    assertThat(begun.path("mode").asText()).isEqualTo("soft");
    assertThat(begun.path("window").asText()).isEqualTo(NIGHT);
    assertThat(begun.path("confirm").asBoolean()).isTrue();
    JsonNode rollout = ofServer(begun.path("rollout").asLong());
    assertThat(rollout.path("mode").asText()).isEqualTo("soft");
    assertThat(rollout.path("window").asText()).isEqualTo(NIGHT);
    assertThat(rollout.path("confirm").asBoolean()).isTrue();
    assertThat(offered("gw-1").has("confirmationBase")).isTrue();
    Object[] list = {"fleet", "rollouts", "--server", server.url(), "--token", TOKEN};
    assertThat(asset_ota(list).succeeds().out()).contains("soft, " + NIGHT);
    JsonNode listed =
        asset_ota(Stream.concat(Stream.of(list), Stream.of("--json")).toArray())
            .succeeds()
            .json()
            .at("/rollouts/0");
    assertThat(listed.path("window").asText()).isEqualTo(NIGHT);
    assertThat(listed.path("confirm").asBoolean()).isTrue();
  }

  @Test
  void oneDeviceInstallsInItsWindow() throws Exception {
    assertThat(rollout("--device", "gw-1", "--window", "2:30-4:30").succeeds().out())
        .contains("Devices install it at once, but only at 02:30-04:30 UTC.");
    assertThat(ofServer(1).path("window").asText()).isEqualTo("02:30-04:30 UTC");
    assertThat(offered("gw-1").has("deploymentBase")).isTrue();
  }

  private JsonNode agent(Path home, Object... more) {
    Object[] command = {
      "agent",
      "--home",
      home,
      "--server",
      server.url(),
      "--device",
      "gw-1",
      "--gateway-token",
      GATEWAY_TOKEN,
      "--once",
      "--json"
    };
    return asset_ota(Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray())
        .succeeds()
        .json();
  }

  @Test
  void theAgentWaitsForItsWindowAndItsOwner() throws Exception {
    Path home = folder.resolve("home");
    LocalTime later = LocalTime.now(ZoneOffset.UTC).plusHours(3).truncatedTo(ChronoUnit.MINUTES);
    rollout("--all", "--window", later + "-" + later.plusHours(1)).succeeds();
    JsonNode before = agent(home);
    assertThat(before.path("outcome").asText()).isEqualTo("waiting");
    assertThat(before.path("bytesMoved").asLong()).isPositive();
    assertThat(AssetManager.look(home).application()).isEmpty();

    rollout("--all", "--window", "00:00-24:00", "--confirm").succeeds();
    assertThat(agent(home).path("outcome").asText()).isEqualTo("waiting");
    assertThat(AssetManager.look(home).application()).isEmpty();
    assertThat(agent(home, "--confirm-all").path("outcome").asText()).isEqualTo("installed");
    assertThat(AssetManager.look(home).application()).isPresent();
  }

  @Test
  void withoutOptionsDevicesInstallAtOnce() throws Exception {
    Ran ran = rollout("--all").succeeds();
    assertThat(ran.out()).doesNotContain("Devices install");
    assertThat(ofServer(1).path("mode").asText()).isEqualTo("forced");
    assertThat(ofServer(1).path("window").isNull()).isTrue();
    JsonNode uploaded = rollout("--json").succeeds().json();
    assertThat(uploaded.path("mode").isNull()).isTrue();
    assertThat(uploaded.path("confirm").isNull()).isTrue();
  }

  @Test
  void aDryRunShowsIt() throws Exception {
    assertThat(
            rollout("--all", "--mode", "DOWNLOAD_ONLY", "--confirm", "--dry-run").succeeds().out())
        .contains("Devices would only fetch it, after their owners have agreed.");
    assertThat(rollout("--all", "--mode", "soft", "--dry-run").succeeds().out())
        .contains("Devices would install it when it suits them.");
    JsonNode preview =
        rollout("--all", "--window", "22:00-24:00", "--dry-run", "--json").succeeds().json();
    assertThat(preview.path("mode").asText()).isEqualTo("forced");
    assertThat(preview.path("window").asText()).isEqualTo("22:00-24:00 UTC");
    assertThat(preview.path("confirm").asBoolean()).isFalse();
    assertThat(get("api/v1/releases", "Bearer " + TOKEN)).isEmpty();
  }

  @Test
  void nonsenseIsToldBeforeTheUpload() throws Exception {
    assertThat(rollout("--all", "--mode", "hard").isWrongUsage().err())
        .contains("--mode", "FORCED, SOFT, DOWNLOAD_ONLY", "hard");
    assertThat(rollout("--all", "--window", " ").isWrongUsage().err())
        .contains("--window is empty");
    assertThat(rollout("--all", "--mode", "download_only", "--window", NIGHT).isWrongUsage().err())
        .contains("only fetch");
    for (List<String> without :
        List.of(List.of("--mode", "soft"), List.of("--window", NIGHT), List.of("--confirm"))) {
      assertThat(rollout(without.toArray()).isWrongUsage().err())
          .contains(without.get(0) + " needs devices: give --device, --all");
    }
    assertThat(rollout("--all", "--window", "at night").fails().err())
        .contains("02:30-04:30", "at night");
    assertThat(rollout("--all", "--window", "02:30-04:30 Mars").fails().err()).contains("Mars");
    assertThat(rollout("--device", "gw-1", "--window", "02:30-02:30").fails().err())
        .contains("00:00-24:00");
    assertThat(get("api/v1/releases", "Bearer " + TOKEN)).isEmpty();
  }
}
