package io.assetota.cli.device;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.Ran;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.ota.hawkbit.agent.HawkbitAgentBuilder;
import io.assetota.ota.hawkbit.agent.HawkbitDevice;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiCredentials;
import io.assetota.ota.hawkbit.ddi.DdiEndpoint;
import io.assetota.ota.http.HttpOptions;
import io.assetota.runtime.DeviceRuntime;
import io.assetota.server.UpdateServer;
import io.assetota.testing.Waiting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A device whose application works until it is confirmed, and fails again and again from then on,
 * with all its parts: its processes, the runtime, the agent and the server.
 */
class RelapsedRuntimeTest {
  private static final String GATEWAY_TOKEN = "gateway-token-for-tests";
  private static final String OPERATOR_TOKEN = "operator-token-for-tests";

  /** Works until there is a file. */
  private static final String WORKS_AT_FIRST =
      "while [ ! -e \"$ASSET_OTA_HOME/broken\" ]; do sleep 0.1; done; exit 7";

  @TempDir Path folder;
  private Path home;
  private UpdateServer server;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/environ")));
    home = folder.resolve("device");
    server =
        UpdateServer.builder(folder.resolve("server"))
            .port(0)
            .operatorToken(OPERATOR_TOKEN)
            .gatewayToken(GATEWAY_TOKEN)
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path release(int version, String script) throws IOException {
    Path project = Files.createDirectories(folder.resolve("project" + version));
    Path application = Files.createDirectories(project.resolve("application"));
    Files.writeString(application.resolve("app.sh"), script);
    Files.writeString(
        project.resolve("project.properties"),
        "name=Kiosk\napplication=application\ncommand=sh app.sh\nversion=" + version + "\n");
    Path bundle = folder.resolve("release" + version + ".zip");
    asset_ota("bundle", project, "--save-to", bundle).succeeds();
    return bundle;
  }

  private Ran operate(Object... command) {
    return asset_ota(
        Stream.concat(
                Stream.of(command), Stream.of("--server", server.url(), "--token", OPERATOR_TOKEN))
            .toArray());
  }

  private JsonNode rollout() {
    return operate("fleet", "rollouts", "--json").succeeds().json().path("rollouts").path(0);
  }

  private HawkbitAgentBuilder agent() throws IOException {
    DdiEndpoint endpoint =
        new DdiEndpoint(
            server.url(),
            DdiEndpoint.DEFAULT_TENANT,
            "canary",
            DdiCredentials.gatewayToken(GATEWAY_TOKEN));
    return HawkbitAgent.of(
            new DdiClient(endpoint, HttpOptions.defaults()),
            HawkbitDevice.openedForUpdates(
                home,
                device ->
                    UpdateAgent.forDevice(device).confirmingWithin(Duration.ofHours(1)).build()))
        // So seldom that nothing but the runtime itself has the server told.
        .pollingBetween(Duration.ofHours(1), Duration.ofHours(1));
  }

  private DeviceRuntime runtime() throws IOException {
    return DeviceRuntime.builder(home)
        .updatedBy(agent())
        .steadyFor(Duration.ofMillis(50))
        .pausesBetween(Duration.ofMillis(50), Duration.ofMillis(200))
        .output(OutputStream.nullOutputStream(), OutputStream.nullOutputStream())
        .build();
  }

  @Test
  void haltsTheRolloutInTheTimeAfterItsWave() throws Exception {
    asset_ota("flash", release(1, "exec sleep 1000"), "--home", home).succeeds();
    server.createDevice("canary");
    server.createDevice("other");
    operate("fleet", "tag", "canary", "--add", "canary").succeeds();
    operate("rollout", release(2, WORKS_AT_FIRST), "--all", "--waves", "tag:canary", "--soak", "1h")
        .succeeds();
    Thread thread;
    try (DeviceRuntime runtime = runtime()) {
      thread = new Thread(runtime, "runtime");
      thread.start();
      Waiting.until("it succeeds", () -> rollout().at("/devices/finished").asInt() == 1);
      assertThat(rollout().path("state").asText()).isEqualTo("running");

      Files.createFile(home.resolve("broken"));

      Waiting.until("it halts", () -> rollout().path("state").asText().equals("halted"));
    }
    thread.join();
    Ran ended = operate("fleet", "wait", rollout().path("rollout").asLong());
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out())
        .contains("In wave 1 of 2, it failed on 1 of 1 device that is done: canary")
        .contains("failed after it was installed: it ended with exit code 7");
  }
}
