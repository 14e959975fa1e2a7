package io.assetota.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.cli.testing.Started;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed again and again while it rolls out: no wave is lost, or begins twice. */
@Tag("long")
class KilledServerTest {
  private static final String TOKEN = "gateway-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";
  private static final int DEVICES = 40;
  private static final int KILLS = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private URI url = URI.create("");
  private Started server;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start() throws Exception {
    server =
        Started.asset_ota(
            folder,
            "serve",
            "--data",
            folder.resolve("data"),
            "--port",
            url.getPort(),
            "--token",
            TOKEN,
            "--operator-token",
            OPERATOR);
    server.until(() -> get("/api/v1/rollouts", "Bearer " + OPERATOR) != null);
  }

  /** Null while nobody answers. */
  private JsonNode get(String path, String authorization) {
    try {
      return JSON.readTree(
          http.send(request(path, authorization).build(), BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException e) {
      return null;
    }
  }

  private HttpRequest.Builder request(String path, String authorization) {
    return HttpRequest.newBuilder(url.resolve(path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", authorization);
  }

  /** One poll of a device, which ends what it has to do; whatever fails is for its next poll. */
  private void poll(String device) {
    String gateway = "GatewayToken " + TOKEN;
    JsonNode poll = get("/DEFAULT/controller/v1/" + device, gateway);
    String href = poll == null ? "" : poll.at("/_links/deploymentBase/href").asText();
    if (href.isEmpty() || get(href, gateway) == null) {
      return;
    }
    try {
      http.send(
          request(href.replaceFirst("\\?.*", "") + "/feedback", gateway)
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      "{\"status\":{\"execution\":\"closed\",\"result\":{\"finished\":"
                          + "\"success\"}}}"))
              .build(),
          BodyHandlers.discarding());
    } catch (IOException | InterruptedException e) {
      // The server is gone: the device reports again.
    }
  }

  private JsonNode rollout() {
    return get("/api/v1/rollouts/1", "Bearer " + OPERATOR);
  }

  @Test
  void goesOnWhereItWas() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = URI.create("http://127.0.0.1:" + free.getLocalPort() + "/");
    }
    start();
    for (int i = 0; i < DEVICES; i++) {
      poll("gw-" + i);
    }
    Path bundle = new Inputs(folder).bundle("release.zip", 5, "a.txt", "text");
    Path list = Files.writeString(folder.resolve("operator"), OPERATOR);
    Ran.asset_ota(
            "rollout",
            bundle,
            "--server",
            url,
            "--token-file",
            list,
            "--all",
            "--waves",
            "1,5,10,10",
            "--soak",
            "1s")
        .succeeds();
    Random random = new Random(20261126);
    for (int kill = 0; kill < KILLS; kill++) {
      int polls = random.nextInt(2 * DEVICES);
      for (int i = 0; i < polls; i++) {
        poll("gw-" + random.nextInt(DEVICES));
      }
      assertThat(server.signal("KILL").exitCode()).isNotZero();
      start();
    }
    server.until(
        () -> {
          for (int i = 0; i < DEVICES; i++) {
            poll("gw-" + i);
          }
          return rollout().path("complete").asBoolean();
        });
    assertThat(rollout().at("/actions/FINISHED").asInt()).isEqualTo(DEVICES);
    int[] sizes = {1, 5, 10, 10, DEVICES - 26};
    for (int wave = 0; wave < sizes.length; wave++) {
      assertThat(rollout().at("/waves/" + wave + "/actions/FINISHED").asInt())
          .isEqualTo(sizes[wave]);
    }
    for (int i = 0; i < DEVICES; i++) {
      assertThat(get("/api/v1/devices/gw-" + i, "Bearer " + OPERATOR).path("actions")).hasSize(1);
    }
  }
}
