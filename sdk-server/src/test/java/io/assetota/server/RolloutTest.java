package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets a release, and when. */
class RolloutTest {
  private static final int DEVICES = 10;

  @TempDir Path folder;
  private TestServer server;
  private Path bundle;
  private PublishedRelease release;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(folder.resolve("data"));
    bundle = TestBundles.small(folder, 1);
    release = server.server.publish(bundle);
    for (int i = 0; i < DEVICES; i++) {
      server.get(base("gw-" + i));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<String> offered() throws IOException {
    List<String> devices = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      if (server.get(base("gw-" + i)).at("/_links/deploymentBase").isObject()) {
        devices.add("gw-" + i);
      }
    }
    return devices;
  }

  private void end(String device, String result) throws IOException {
    assertThat(server.feedback(device, server.begin(device), "closed", result)).isEqualTo(200);
  }

  private long start(String more) throws IOException {
    return server.startRollout("{\"release\":" + release.id() + more + "}").path("id").asLong();
  }

  private int change(long id, String what) {
    return server
        .send(server.operator("/api/v1/rollouts/" + id + "/" + what).POST(BodyPublishers.noBody()))
        .statusCode();
  }

  private JsonNode newest() throws IOException {
    return server.api(server.operator("/api/v1/rollouts"), 200).path(0);
  }

  @Test
  void goesToAllAndToThoseThatComeLater() throws IOException {
    server.server.assignToAll(release, "");
    assertThat(offered()).hasSize(DEVICES);
    server.get(base("later"));
    assertThat(server.put(base("later") + "/configData", "{\"data\":{\"app\":\"linux 1\"}}"))
        .isEqualTo(200);
    assertThat(server.get(base("later")).at("/_links/deploymentBase").isObject()).isTrue();
    server.get(base("tracker"));
    server.put(base("tracker") + "/configData", "{\"data\":{\"app\":\"tracker 6\"}}");
    assertThat(server.get(base("tracker")).at("/_links/deploymentBase").isObject()).isFalse();
  }

  @Test
  void goesToTheCanariesFirst() throws IOException {
    server.server.assignToAll(release, "20%");
    List<String> canaries = offered();
    assertThat(canaries).hasSize(2);
    end(canaries.get(0), "success");
    assertThat(offered()).hasSize(1);
    end(canaries.get(1), "success");
    assertThat(offered()).hasSize(DEVICES - 2);
  }

  @Test
  void stopsWhenACanaryFails() throws IOException {
    long id = start(",\"all\":true,\"canary\":\"3\"");
    end(offered().get(0), "failure");
    assertThat(newest().path("state").asText()).isEqualTo("HALTED");
    assertThat(newest().path("reason").asText())
        .contains("In wave 1 of 2, it failed on 1 of 1 device that is done: gw-");
    assertThat(offered()).isEmpty();
    assertThat(change(id, "resume")).isEqualTo(204);
    List<String> others = offered();
    assertThat(others).hasSize(2);
    end(others.get(0), "success");
    end(others.get(1), "success");
    assertThat(offered()).hasSize(DEVICES - 3);
  }

  @Test
  void doesNotTakeACancelledCanaryForASuccess() throws IOException {
    long id = start(",\"all\":true,\"canary\":\"1\"");
    start(",\"device\":\"" + offered().get(0) + "\"");
    JsonNode rollouts = server.api(server.operator("/api/v1/rollouts"), 200);
    assertThat(rollouts.at("/1/id").asLong()).isEqualTo(id);
    assertThat(rollouts.at("/1/state").asText()).isEqualTo("HALTED");
    assertThat(rollouts.at("/1/reason").asText())
        .contains("failed or was cancelled on 1 of 1 device that is done: gw-");
    assertThat(offered()).hasSize(1);
  }

  @Test
  void stopsWhenTheOthersFailThoughTheCanarySucceeded() throws IOException {
    long id = start(",\"all\":true,\"canary\":\"1\"");
    end(offered().get(0), "success");
    List<String> others = offered();
    assertThat(others).hasSize(DEVICES - 1);
    end(others.get(0), "failure");
    end(others.get(1), "failure");
    assertThat(newest().path("state").asText()).isEqualTo("RUNNING");
    end(others.get(2), "failure");
    assertThat(newest().path("state").asText()).isEqualTo("HALTED");
    assertThat(newest().path("reason").asText())
        .contains(
            "In wave 2 of 2, it failed on 3 of 3 devices",
            "the last of them " + others.get(2),
            "limit is 20%");
    assertThat(newest().path("maxFailures").asText()).isEqualTo("20%");
    assertThat(offered()).isEmpty();
    ConsoleClient client = ConsoleClient.loggedIn(server);
    assertThat(client.page("/rollouts/" + id))
        .contains("In wave 2 of 2, it failed on 3 of 3 devices");
    // Who lets it go on has seen these; three more stop it again.
    assertThat(change(id, "resume")).isEqualTo(204);
    assertThat(offered()).hasSize(DEVICES - 4);
    end(others.get(3), "failure");
    end(others.get(4), "failure");
    assertThat(newest().path("state").asText()).isEqualTo("RUNNING");
    end(others.get(5), "failure");
    assertThat(newest().path("state").asText()).isEqualTo("HALTED");
  }

  @Test
  void goesOnBelowTheShareOfFailures() throws IOException {
    start(",\"all\":true,\"maxFailures\":\"50%\"");
    for (int i = 0; i < 4; i++) {
      end("gw-" + i, "success");
    }
    for (int i = 4; i < 7; i++) {
      end("gw-" + i, "failure");
    }
    assertThat(newest().path("state").asText()).isEqualTo("RUNNING");
    end("gw-7", "failure");
    assertThat(newest().path("state").asText()).isEqualTo("HALTED");
  }

  @Test
  void countsFailuresIfToldTo() throws IOException {
    start(",\"all\":true,\"maxFailures\":\"1\"");
    end("gw-0", "failure");
    assertThat(newest().path("state").asText()).isEqualTo("HALTED");
    start(",\"all\":true,\"maxFailures\":\"none\"");
    for (int i = 0; i < DEVICES; i++) {
      end("gw-" + i, "failure");
    }
    assertThat(newest().path("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void stopsAFleetOfTwoWhoseBothDevicesFail() throws IOException {
    for (int i = 2; i < DEVICES; i++) {
      server.put(base("gw-" + i) + "/configData", "{\"data\":{\"app\":\"tracker 1\"}}");
    }
    start(",\"all\":true");
    end("gw-0", "failure");
    assertThat(newest().path("state").asText()).isEqualTo("RUNNING");
    end("gw-1", "failure");
    assertThat(newest().path("state").asText()).isEqualTo("HALTED");
  }

  @Test
  void refusesAFailureLimitThatMakesNoSense() {
    for (String limit : new String[] {"0", "0%", "101%", "-1", "many", "5.5"}) {
      assertThat(
              server
                  .send(
                      server
                          .operator("/api/v1/rollouts")
                          .POST(
                              BodyPublishers.ofString(
                                  "{\"release\":%d,\"all\":true,\"maxFailures\":\"%s\"}"
                                      .formatted(release.id(), limit))))
                  .statusCode())
          .as(limit)
          .isIn(400, 409);
    }
  }

  @Test
  void waitsForAPersonAfterTheCanaries() throws IOException {
    long id = start(",\"all\":true,\"canary\":\"1\",\"hold\":true");
    end(offered().get(0), "success");
    assertThat(newest().path("state").asText()).isEqualTo("PAUSED");
    assertThat(offered()).isEmpty();
    assertThat(change(id, "resume")).isEqualTo(204);
    assertThat(offered()).hasSize(DEVICES - 1);
  }

  @Test
  void pausesThoseWhoHaveNotBegun() throws IOException {
    long id = start(",\"all\":true");
    server.begin("gw-3");
    assertThat(change(id, "pause")).isEqualTo(204);
    assertThat(change(id, "pause")).isEqualTo(409);
    assertThat(offered()).containsExactly("gw-3");
    assertThat(change(id, "resume")).isEqualTo(204);
    assertThat(offered()).hasSize(DEVICES);
  }

  @Test
  void asksThoseToStopWhoHaveBegun() throws IOException {
    long id = start(",\"all\":true");
    String action = server.begin("gw-3");
    assertThat(change(id, "cancel")).isEqualTo(204);
    assertThat(offered()).isEmpty();
    JsonNode poll = server.get(base("gw-3"));
    assertThat(poll.at("/_links/cancelAction").isObject()).isTrue();
    String feedback = base("gw-3") + "/cancelAction/" + action + "/feedback";
    assertThat(server.post(feedback, TestServer.feedback("rejected", "none", ""))).isEqualTo(200);
    assertThat(offered()).containsExactly("gw-3");
    assertThat(server.post(feedback, TestServer.feedback("closed", "success", ""))).isEqualTo(404);
    assertThat(server.feedback("gw-3", action, "closed", "success")).isEqualTo(200);
  }

  @Test
  void aLaterOneTakesItsPlace() throws IOException {
    server.server.assignToAll(release, "");
    String old = server.begin("gw-0");
    PublishedRelease next = server.server.publish(TestBundles.small(folder, 2));
    server.server.assignToAll(next, "");
    assertThat(server.get(base("gw-0")).at("/_links/cancelAction").isObject()).isTrue();
    assertThat(
            server.post(
                base("gw-0") + "/cancelAction/" + old + "/feedback",
                TestServer.feedback("closed", "success", "")))
        .isEqualTo(200);
    for (int i = 0; i < DEVICES; i++) {
      String href = server.get(base("gw-" + i)).at("/_links/deploymentBase/href").asText();
      assertThat(server.get(href).at("/deployment/chunks/0/version").asText()).isEqualTo("2");
    }
  }

  @Test
  void saysHowAndWhen() throws IOException {
    start(",\"device\":\"gw-0\",\"mode\":\"soft\"");
    JsonNode soft = server.get(href("gw-0")).path("deployment");
    assertThat(soft.path("update").asText()).isEqualTo("attempt");
    assertThat(soft.path("maintenanceWindow").isMissingNode()).isTrue();
    start(",\"device\":\"gw-1\",\"mode\":\"download_only\"");
    JsonNode fetch = server.get(href("gw-1"));
    assertThat(fetch.at("/deployment/update").asText()).isEqualTo("skip");
    assertThat(fetch.at("/deployment/download").asText()).isEqualTo("forced");
    assertThat(server.feedback("gw-1", fetch.path("id").asText(), "downloaded", "none"))
        .isEqualTo(200);
    JsonNode poll = server.get(base("gw-1"));
    assertThat(poll.at("/_links/deploymentBase").isMissingNode()).isTrue();
    assertThat(poll.at("/_links/installedBase").isMissingNode()).isTrue();
  }

  private String href(String device) throws IOException {
    return server.get(base(device)).at("/_links/deploymentBase/href").asText();
  }

  @Test
  void opensAndClosesItsWindow() throws IOException {
    ConsoleClient client = ConsoleClient.loggedIn(server);
    assertThat(client.page("/devices/gw-0")).contains("name=\"window_start\"");
    client.submitAndFollow(
        "/rollouts",
        "release",
        "" + release.id(),
        "device",
        "gw-0",
        "window_start",
        "00:00",
        "window_minutes",
        "1440",
        "window_zone",
        "UTC");
    JsonNode open = server.get(href("gw-0")).path("deployment");
    assertThat(open.path("maintenanceWindow").asText()).isEqualTo("available");
    assertThat(open.path("update").asText()).isEqualTo("forced");
    String closed = LocalTime.now(ZoneOffset.UTC).plusHours(3).withNano(0).toString();
    client.submitAndFollow(
        "/rollouts",
        "release",
        "" + release.id(),
        "device",
        "gw-1",
        "window_start",
        closed,
        "window_minutes",
        "5",
        "window_zone",
        "UTC");
    JsonNode shut = server.get(href("gw-1")).path("deployment");
    assertThat(shut.path("maintenanceWindow").asText()).isEqualTo("unavailable");
    assertThat(shut.path("update").asText()).isEqualTo("skip");
    assertThat(shut.path("download").asText()).isEqualTo("forced");
  }

  @Test
  void refusesWhatDoesNotSuit() throws IOException {
    assertThatThrownBy(() -> server.server.assign(release, "nobody"))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("no device nobody");
    assertThatThrownBy(() -> server.server.assignToAll(release, "many"))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("5, a share like 10%");
    PublishedRelease tracker =
        server.server.publish(
            TestBundles.build(folder, TestBundles.TRACKER, 1, "t", Map.of("a", new byte[9])));
    server.put(base("gw-0") + "/configData", "{\"data\":{\"app\":\"linux 1\"}}");
    assertThatThrownBy(() -> server.server.assign(tracker, "gw-0"))
        .hasMessageContaining("is for tracker");
  }

  @Test
  void deletesOnlyWhatNobodyNeeds() throws IOException {
    start(",\"device\":\"gw-0\"");
    String path = "/api/v1/releases/" + release.id();
    assertThat(server.send(server.operator(path).DELETE()).statusCode()).isEqualTo(409);
    end("gw-0", "success");
    assertThat(folder.resolve("data/bundles")).isNotEmptyDirectory();
    assertThat(server.send(server.operator(path).DELETE()).statusCode()).isEqualTo(204);
    assertThat(folder.resolve("data/bundles")).isEmptyDirectory();
    assertThat(server.api(server.operator("/api/v1/releases"), 200)).isEmpty();
    PublishedRelease again = server.server.publish(bundle);
    assertThat(again.id()).isEqualTo(release.id());
    assertThat(folder.resolve("data/bundles")).isNotEmptyDirectory();
  }
}
