package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How devices install a rollout that a program has begun: the window, the mode, the consent. */
class RolloutWindowTest {
  private static final String ROLLOUTS = "/api/v1/rollouts";
  private static final String WINDOW = ",\"window\":\"02:30-04:30 Europe/Berlin\"";

  /** 01:30 in Berlin, where it is summer. */
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-07-01T23:30:00Z"));

  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(TestServer.builder(folder.resolve("data")).clock(now::get).start());
    server.server.publish(TestBundles.small(folder, 1));
    server.get(base("gw-0"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode rollOut(String how) throws IOException {
    return server.startRollout("{\"release\":1,\"device\":\"gw-0\"" + how + "}");
  }

  private JsonNode rollout(long id) throws IOException {
    return server.api(server.operator(ROLLOUTS + "/" + id), 200);
  }

  private String link() throws IOException {
    return server.get(base("gw-0")).at("/_links/deploymentBase/href").asText();
  }

  private JsonNode deployment() throws IOException {
    return server.get(link()).path("deployment");
  }

  @Test
  void aDeviceFetchesBeforeItsWindowAndInstallsInIt() throws IOException {
    JsonNode begun = rollOut(WINDOW);
    assertThat(begun.path("window").asText()).isEqualTo("02:30-04:30 Europe/Berlin");
    JsonNode before = deployment();
    assertThat(before.path("maintenanceWindow").asText()).isEqualTo("unavailable");
    assertThat(before.path("download").asText()).isEqualTo("forced");
    assertThat(before.path("update").asText()).isEqualTo("skip");
    String closed = link();
    String action = server.begin("gw-0");
    // It has fetched it: that ends nothing, as it does where devices only fetch.
    assertThat(server.feedback("gw-0", action, "downloaded", "none")).isEqualTo(200);

    now.set(Instant.parse("2026-07-02T00:30:00Z"));
    assertThat(link()).as("a device with an ETag looks again").isNotEqualTo(closed);
    JsonNode open = deployment();
    assertThat(open.path("maintenanceWindow").asText()).isEqualTo("available");
    assertThat(open.path("update").asText()).isEqualTo("forced");

    now.set(Instant.parse("2026-07-02T02:30:00Z"));
    assertThat(deployment().path("maintenanceWindow").asText()).isEqualTo("unavailable");

    now.set(Instant.parse("2026-07-03T00:31:00Z"));
    assertThat(deployment().path("maintenanceWindow").asText()).isEqualTo("available");
    assertThat(server.feedback("gw-0", action, "closed", "success")).isEqualTo(200);
    assertThat(rollout(begun.path("id").asLong()).at("/actions/FINISHED").asInt()).isOne();
  }

  @Test
  void aSoftOneIsSoftInItsWindow() throws IOException {
    rollOut(",\"mode\":\"soft\"" + WINDOW);
    assertThat(deployment().path("update").asText()).isEqualTo("skip");
    now.set(Instant.parse("2026-07-02T00:30:00Z"));
    assertThat(deployment().path("update").asText()).isEqualTo("attempt");
  }

  @Test
  void theOwnerAgreesAtAnyTime() throws IOException {
    JsonNode begun = rollOut(",\"confirm\":true" + WINDOW);
    assertThat(begun.path("confirm").asBoolean()).isTrue();
    String ask = server.get(base("gw-0")).at("/_links/confirmationBase/href").asText();
    JsonNode asked = server.get(ask);
    assertThat(asked.at("/confirmation/maintenanceWindow").asText()).isEqualTo("unavailable");
    assertThat(
            server.post(
                ask.replaceFirst("\\?.*", "") + "/feedback",
                "{\"confirmation\":\"confirmed\",\"details\":[]}"))
        .isEqualTo(200);
    assertThat(deployment().path("maintenanceWindow").asText()).isEqualTo("unavailable");
  }

  @Test
  void tellsHowItIsInstalled() throws IOException {
    long id = rollOut("").path("id").asLong();
    assertThat(rollout(id).path("mode").asText()).isEqualTo("forced");
    assertThat(rollout(id).path("window").isNull()).isTrue();
    assertThat(rollout(id).path("confirm").asBoolean()).isFalse();
    long next = rollOut(",\"mode\":\"DOWNLOAD_ONLY\",\"confirm\":true").path("id").asLong();
    assertThat(rollout(next).path("mode").asText()).isEqualTo("download_only");
    assertThat(rollout(next).path("confirm").asBoolean()).isTrue();
    JsonNode listed = server.api(server.operator(ROLLOUTS), 200).path(0);
    assertThat(listed.path("mode").asText()).isEqualTo("download_only");
    // Whoever leaves the zone out sees which one that means.
    JsonNode checked =
        server.api(
            server
                .operator(ROLLOUTS + "/check")
                .POST(
                    BodyPublishers.ofString(
                        "{\"release\":1,\"all\":true,\"window\":\"22:00-2:00\"}")),
            200);
    assertThat(checked.path("window").asText()).isEqualTo("22:00-02:00 UTC");
    assertThat(checked.path("mode").asText()).isEqualTo("forced");
    long windowed = rollOut(WINDOW).path("id").asLong();
    assertThat(ConsoleClient.loggedIn(server).page("/rollouts/" + windowed))
        .contains("daily 02:30-04:30 Europe/Berlin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"window\":\"\"; window is empty",
        "\"window\":\"at night\"; a start and an end like 02:30-04:30",
        "\"window\":\"02:30-04:30 Mars\"; Mars",
        "\"window\":\"02:30-02:30\"; a whole day is 00:00-24:00",
        "\"window\":7; window",
        "\"mode\":\"hard\"; mode is forced, soft or download_only",
        "\"confirm\":\"yes\"; confirm",
        "\"mode\":\"download_only\",\"window\":\"02:30-04:30\"; devices would only fetch",
      })
  void refusesWhatMakesNoSense(String how, String why) throws IOException {
    for (String path : new String[] {ROLLOUTS, ROLLOUTS + "/check"}) {
      HttpResponse<String> answer =
          server.send(
              server
                  .operator(path)
                  .POST(BodyPublishers.ofString("{\"release\":1,\"all\":true," + how + "}")));
      assertThat(answer.statusCode()).as(answer.body()).isIn(400, 409);
      assertThat(TestServer.JSON.readTree(answer.body()).path("error").asText()).contains(why);
    }
    assertThat(server.api(server.operator(ROLLOUTS), 200)).isEmpty();
  }
}
