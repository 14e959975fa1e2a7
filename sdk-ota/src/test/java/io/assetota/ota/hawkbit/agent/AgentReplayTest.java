package io.assetota.ota.hawkbit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.install.Installer;
import io.assetota.core.model.Asset;
import io.assetota.ota.Bundles;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiCredentials;
import io.assetota.ota.hawkbit.ddi.DdiEndpoint;
import io.assetota.ota.http.HttpOptions;
import io.assetota.testing.Answer;
import io.assetota.testing.Request;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent in the conversation that was recorded with a real hawkBit server, word for word. */
class AgentReplayTest {
  private static final int ASSET = 120_000;

  @TempDir private Path folder;
  private final Recordings recordings = new Recordings();
  private final Deque<String> next = new ArrayDeque<>();
  private RangedFile artifact = new RangedFile(new byte[0]);

  private synchronized Answer answer(Request request) {
    if (request.pathWithoutQuery().endsWith("/artifacts/bundle.zip")) {
      return artifact.answer(request);
    }
    return recordings.answer(next.remove(), request);
  }

  private synchronized void expect(String... names) {
    assertThat(next).isEmpty();
    next.addAll(List.of(names));
  }

  /** Makes this the bundle of the recorded deployment. */
  private void publish(Path bundle) throws IOException {
    artifact = new RangedFile(Files.readAllBytes(bundle));
    recordings
        .replacing("\"size\": 4039", "\"size\": " + Files.size(bundle))
        .replacing("9c482f942f8ea8718db72493a150f3502f0c71a7", artifact.sha1());
  }

  @Test
  void anAgentUpdatesADeviceAndOneChangedAssetMovesAlone() throws IOException {
    Map<String, byte[]> assets = Bundles.noise(8, ASSET, 1);
    Path first = Bundles.build(folder.resolve("1.zip"), 1, assets);
    Map<String, byte[]> changed = new TreeMap<>(assets);
    changed.put("asset3.bin", Bundles.noise(ASSET, 77));
    Path second = Bundles.build(folder.resolve("2.zip"), 2, changed);

    try (Installer device = Installer.open(folder.resolve("device"));
        WebServer server = WebServer.start(this::answer)) {
      recordings.replacing("http://HOST", server.uri().toString());
      HawkbitAgent agent = agent(device, server);

      expect("02-first-poll", "03-config-data", "04-poll-idle");
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.IDLE);
      assertThat(agent.interval()).isEqualTo(Duration.ofMinutes(5));
      expect("05-poll-not-modified");
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.IDLE);

      publish(first);
      expect("06-poll-deployment", "07-deployment");
      next.addAll(List.of("08-feedback-download", "09-feedback-downloaded", "10-feedback-closed"));
      next.add("03-config-data"); // not asked for, but it has changed
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);
      assertThat(device.status().available())
          .extracting(Asset::name)
          .containsExactlyElementsOf(assets.keySet());
      expect("12-poll-after-closed", "03-config-data");
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.IDLE);

      expect("14-poll-cancel", "03-config-data", "15-cancel-action", "17-cancel-feedback");
      next.add("18-poll-after-cancel"); // at once: something else may have taken its place
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.CANCELLED);

      publish(second);
      expect("19-poll-confirmation", "03-config-data", "20-confirmation-base", "22-confirm");
      next.add("23-poll-after-confirm");
      // From here on recorded for action 2, which was like this one.
      recordings
          .replacing("\"id\": \"2\"", "\"id\": \"4\"")
          .replacing("deploymentBase/2?c=412523400", "deploymentBase/4?c=414400233")
          .replacing("deploymentBase/2/", "deploymentBase/4/");
      next.addAll(
          List.of(
              "07-deployment",
              "08-feedback-download",
              "09-feedback-downloaded",
              "10-feedback-closed",
              "03-config-data"));
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);

      server.requireNoFailure();
      assertThat(next).isEmpty();
      assertThat(device.status().missing()).isEmpty();
      assertThat(artifact.bytesSent()).isLessThan(ASSET + Files.size(second) * 2 / 100);
    }
  }

  private static HawkbitAgent agent(Installer device, WebServer server) throws IOException {
    DdiClient client =
        new DdiClient(
            new DdiEndpoint(
                server.uri(),
                DdiEndpoint.DEFAULT_TENANT,
                "gw-7",
                DdiCredentials.gatewayToken("right")),
            HttpOptions.defaults());
    return HawkbitAgent.of(client, HawkbitDevice.of(device, UpdateAgent.forDevice(device).build()))
        .consent(UpdateConsent.GIVEN)
        .build();
  }
}
