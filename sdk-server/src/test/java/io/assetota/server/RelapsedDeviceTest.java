package io.assetota.server;

import static io.assetota.server.EndedUpdate.Outcome.FAILED;
import static io.assetota.server.EndedUpdate.Outcome.FINISHED;
import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.core.install.Installer;
import io.assetota.core.model.ApplicationId;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.hawkbit.agent.ApplicationRuns;
import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.ota.hawkbit.agent.HawkbitDevice;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiCredentials;
import io.assetota.ota.hawkbit.ddi.DdiEndpoint;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.report.DeviceAttributes;
import io.assetota.ota.report.RuntimeAttributes;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A canary that reports success, and in the time after its wave that its application fails again
 * and again.
 */
class RelapsedDeviceTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  /** What a device's runtime tells; nothing before it is set. */
  private static final class Runs implements ApplicationRuns {
    Map<String, String> told = Map.of();

    @Override
    public Map<String, String> attributes() {
      return told;
    }

    @Override
    public Optional<Failure> failedTrial(ApplicationId application) {
      return Optional.empty();
    }
  }

  @TempDir Path folder;
  private final Runs runs = new Runs();
  private final List<EndedUpdate> ended = new CopyOnWriteArrayList<>();
  private TestServer server;
  private Installer device;
  private HawkbitAgent agent;
  private long rollout;

  /** The canary has installed the release, and the other device waits for an hour. */
  @BeforeEach
  void start() throws IOException {
    server =
        new TestServer(TestServer.builder(folder.resolve("data")).whenEnded(ended::add).start());
    device = Installer.open(folder.resolve("device"));
    agent = agent();
    long release = server.server.publish(TestBundles.small(folder, 1)).id();
    server.get(base("other"));
    agent.runOnce();
    tag("canary");
    rollout =
        server
            .startRollout(
                """
                {"release":%d,"all":true,"waves":"tag:canary","soak":"1h"}\
                """
                    .formatted(release))
            .path("id")
            .asLong();
    agent.runOnce();
    agent.runOnce();
    assertThat(rollout().at("/actions/FINISHED").asInt()).isEqualTo(1);
    assertThat(rollout().at("/state").asText()).isEqualTo("RUNNING");
  }

  @AfterEach
  void stop() throws IOException {
    agent.close();
    device.close();
    server.close();
  }

  private HawkbitAgent agent() throws IOException {
    DdiEndpoint endpoint =
        new DdiEndpoint(
            server.server.url(),
            DdiEndpoint.DEFAULT_TENANT,
            "canary",
            DdiCredentials.gatewayToken(TestServer.GATEWAY_TOKEN));
    return HawkbitAgent.of(
            new DdiClient(endpoint, HttpOptions.defaults()),
            HawkbitDevice.of(device, UpdateAgent.forDevice(device).build()))
        .runBy(runs)
        .build();
  }

  private void tag(String name) {
    assertThat(
            server
                .send(
                    server
                        .operator("/api/v1/tags")
                        .POST(
                            BodyPublishers.ofString(
                                """
                                {"devices":["canary"],"add":["%s"]}\
                                """
                                    .formatted(name))))
                .statusCode())
        .isEqualTo(204);
  }

  private JsonNode rollout() throws IOException {
    return server.api(server.operator("/api/v1/rollouts/" + rollout), 200);
  }

  private JsonNode canary() throws IOException {
    return server.api(server.operator("/api/v1/devices/canary"), 200);
  }

  private static RuntimeAttributes runtime(String state, int starts, String why) {
    return new RuntimeAttributes(
        state,
        Optional.of(NOON),
        Optional.of("1"),
        starts,
        Optional.of(RuntimeAttributes.failure(NOON, "1", why)));
  }

  private void assertIsHealthy() throws IOException {
    assertThat(rollout().at("/state").asText()).isEqualTo("RUNNING");
    assertThat(canary().at("/actions/0/state").asText()).isEqualTo("FINISHED");
  }

  @Test
  void threeStartsThatFailHaltTheRolloutAndEverybodyIsToldWhy() throws IOException {
    runs.told = runtime("pausing", 2, "it ended with exit code 7, 0.2 s after its start").toMap();
    agent.runOnce();
    assertIsHealthy();

    runs.told = runtime("pausing", 3, "it ended with exit code 7, 0.2 s after its start").toMap();
    agent.runOnce();

    String reason =
        "failed after it was installed: it ended with exit code 7, 0.2 s after its start";
    JsonNode halted = rollout();
    assertThat(halted.at("/state").asText()).isEqualTo("HALTED");
    assertThat(halted.at("/reason").asText())
        .contains("In wave 1 of 2, it failed on 1 of 1 device that is done: canary");
    assertThat(halted.at("/failures/0/reason").asText()).isEqualTo(reason);
    assertThat(halted.at("/failures/0/devices/0").asText()).isEqualTo("canary");
    JsonNode told = canary();
    assertThat(told.at("/actions/0/state").asText()).isEqualTo("ERROR");
    assertThat(told.at("/actions/0/reason").asText()).isEqualTo(reason);
    assertThat(told.at("/history/0/execution").asText()).isEqualTo("relapsed");
    assertThat(told.at("/history/0/finished").asText()).isEqualTo("failure");
    ConsoleClient console = ConsoleClient.loggedIn(server);
    assertThat(console.page("/rollouts/" + rollout)).contains(reason);
    assertThat(console.page("/devices/canary"))
        .contains(reason, "started 3 times in a row; the runtime is pausing");
    assertThat(server.get(base("other")).at("/_links/deploymentBase").isMissingNode()).isTrue();
    assertThat(ended).extracting(EndedUpdate::outcome).containsExactly(FINISHED, FAILED);
    // What it has installed is still that.
    String installed = server.get(base("canary")).at("/_links/installedBase/href").asText();
    assertThat(server.get(installed).at("/deployment/chunks/0/version").asText()).isEqualTo("1");
  }

  @Test
  void aServerThatIsStartedAgainKnowsIt() throws IOException {
    runs.told = runtime("starting", 9, "it died").toMap();
    agent.runOnce();
    agent.close();
    server.close();

    server = TestServer.start(folder.resolve("data"));
    agent = agent();
    agent.runOnce();

    assertThat(rollout().at("/state").asText()).isEqualTo("HALTED");
    assertThat(canary().at("/history/0/execution").asText()).isEqualTo("relapsed");
    assertThat(
            server
                .send(
                    server
                        .operator("/api/v1/rollouts/" + rollout + "/resume")
                        .POST(BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(204);
    agent.runOnce();
    assertThat(rollout().at("/state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void aDeviceWithoutARuntimeHasNoRelapse() throws IOException {
    agent.runOnce();
    assertIsHealthy();
  }

  private Map<String, String> failing() throws IOException {
    return new HashMap<>(
        DeviceAttributes.of(device.status()).toMapWith(runtime("pausing", 3, "it died").toMap()));
  }

  private void report(Map<String, String> attributes) throws IOException {
    String body = TestServer.JSON.writeValueAsString(Map.of("mode", "replace", "data", attributes));
    assertThat(server.put(base("canary") + "/configData", body)).isEqualTo(200);
  }

  @Test
  void oddValuesHaltNothing() throws IOException {
    for (String starts : new String[] {"", " ", "-3", "3.0", "0x3", "99999999999", "%33%", "NaN"}) {
      Map<String, String> odd = failing();
      odd.put("runtime.starts", starts);
      report(odd);
      assertIsHealthy();
    }
    for (String application : new String[] {"", "a", "f".repeat(64), "%", "\u0000"}) {
      Map<String, String> odd = failing();
      odd.put("app.sha256", application);
      report(odd);
      assertIsHealthy();
    }
    Map<String, String> stateless = failing();
    stateless.put("runtime.state", " ");
    report(stateless);
    assertIsHealthy();
  }

  @Test
  void anOddReasonIsOneLineForPeople() throws IOException {
    Map<String, String> odd = failing();
    odd.put("runtime.lastFailure", "%0A<script>%1B[31m canary\u001e died %E2%80%A8again");
    odd.put("runtime.state", "pausing");
    report(odd);

    assertThat(rollout().at("/state").asText()).isEqualTo("HALTED");
    String reason = canary().at("/actions/0/reason").asText();
    assertThat(reason).startsWith("failed after it was installed:").doesNotContain("\n", "\u001b");
    assertThat(canary().at("/history/0/details").toString()).contains("died");
    assertThat(ConsoleClient.loggedIn(server).page("/devices/canary")).doesNotContain("<script>%");
  }
}
