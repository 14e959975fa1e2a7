package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.core.install.Installer;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.ota.hawkbit.agent.HawkbitDevice;
import io.assetota.ota.hawkbit.agent.HawkbitStep;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiCredentials;
import io.assetota.ota.hawkbit.ddi.DdiEndpoint;
import io.assetota.ota.http.HttpOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that has lost its release, as after its memory card was written anew. */
class GivenAgainTest {
  private static final String NONE =
      "{\"mode\":\"replace\",\"data\":{\"assets.available\":\"0\",\"assets.missing\":\"0\"}}";

  @TempDir Path folder;
  private TestServer server;
  private PublishedRelease second;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(folder.resolve("data"));
    second = server.server.publish(TestBundles.small(folder, 2));
    server.get(base("gw"));
    server.server.assign(second, "gw");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HawkbitAgent agent(Installer device) throws IOException {
    DdiEndpoint endpoint =
        new DdiEndpoint(
            server.server.url(),
            DdiEndpoint.DEFAULT_TENANT,
            "gw",
            DdiCredentials.gatewayToken(TestServer.GATEWAY_TOKEN));
    UpdateAgent updates = UpdateAgent.forDevice(device).build();
    return HawkbitAgent.of(
            new DdiClient(endpoint, HttpOptions.defaults()), HawkbitDevice.of(device, updates))
        .build();
  }

  private List<HawkbitStep> run(HawkbitAgent agent, int times) throws IOException {
    List<HawkbitStep> steps = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      steps.add(agent.runOnce());
    }
    return steps;
  }

  private JsonNode device() throws IOException {
    return server.api(server.operator("/api/v1/devices/gw"), 200);
  }

  private static void assertHas(Installer device, int version) {
    assertThat(device.status().application().orElseThrow().product().orElseThrow().version())
        .isEqualTo(version);
    assertThat(device.status().missing()).isEmpty();
  }

  @Test
  void anEmptyDeviceGetsItsReleaseAgain() throws IOException {
    try (Installer device = Installer.open(folder.resolve("device"));
        HawkbitAgent agent = agent(device)) {
      assertThat(run(agent, 3)).containsOnlyOnce(HawkbitStep.INSTALLED);
    }
    try (Installer device = Installer.open(folder.resolve("new"));
        HawkbitAgent agent = agent(device)) {
      assertThat(run(agent, 4)).containsOnlyOnce(HawkbitStep.INSTALLED);
      assertHas(device, 2);
    }
    assertThat(device().path("actions")).hasSize(2);
    // Nobody started it: it is not in the way in lists.
    assertThat(server.api(server.operator("/api/v1/rollouts"), 200)).hasSize(1);
  }

  @Test
  void aDeviceWithAnEarlierImageGetsItsReleaseAgain() throws IOException {
    try (Installer device = Installer.open(folder.resolve("device"));
        HawkbitAgent agent = agent(device)) {
      assertThat(run(agent, 3)).contains(HawkbitStep.INSTALLED);
    }
    try (Installer device = Installer.open(folder.resolve("image"))) {
      UpdateAgent.forDevice(device).build().install(TestBundles.small(folder, 1));
      try (HawkbitAgent agent = agent(device)) {
        assertThat(run(agent, 4)).containsOnlyOnce(HawkbitStep.INSTALLED);
        assertHas(device, 2);
      }
    }
  }

  @Test
  void whatSomebodyGaveTheDeviceStays() throws IOException {
    try (Installer device = Installer.open(folder.resolve("device"));
        HawkbitAgent agent = agent(device)) {
      assertThat(run(agent, 3)).contains(HawkbitStep.INSTALLED);

      UpdateAgent.forDevice(device).build().install(TestBundles.small(folder, 3));

      assertThat(run(agent, 4)).containsOnly(HawkbitStep.IDLE);
      assertHas(device, 3);
    }
    assertThat(device().path("actions")).hasSize(1);
  }

  private String pollsFor() throws IOException {
    return server.get(base("gw")).at("/_links/deploymentBase/href").asText();
  }

  @Test
  void whatFailsAgainIsNotTriedForEver() throws IOException {
    server.feedback("gw", server.begin("gw"), "closed", "success");
    assertThat(server.put(base("gw") + "/configData", NONE)).isEqualTo(200);
    server.feedback("gw", server.begin("gw"), "closed", "failure");
    assertThat(server.put(base("gw") + "/configData", NONE)).isEqualTo(200);

    assertThat(pollsFor()).isEmpty();
  }

  @Test
  void aDeviceThatAlwaysReportsSomethingElseFetchesThreeTimesADay() throws IOException {
    server.feedback("gw", server.begin("gw"), "closed", "success");
    for (int i = 0; i < 3; i++) {
      server.put(base("gw") + "/configData", NONE);
      server.feedback("gw", server.begin("gw"), "closed", "success");
    }
    server.put(base("gw") + "/configData", NONE);

    assertThat(pollsFor()).isEmpty();
    assertThat(device().path("actions")).hasSize(4);
  }

  @Test
  void aReportDuringAnUpdateMeansNothing() throws IOException {
    server.feedback("gw", server.begin("gw"), "closed", "success");
    server.server.assign(server.server.publish(TestBundles.small(folder, 3)), "gw");
    server.put(base("gw") + "/configData", NONE);
    server.feedback("gw", server.begin("gw"), "closed", "failure");

    assertThat(pollsFor()).isEmpty();
  }

  @Test
  void aDeviceOnTrialMaySayLaterWhatItWasGiven() throws IOException {
    server.feedback("gw", server.begin("gw"), "closed", "success");
    server.put(
        base("gw") + "/configData", NONE.replace("\"data\":{", "\"data\":{\"app.trial\":\"yes\","));

    assertThat(pollsFor()).isEmpty();
  }

  @Test
  void otherClientsOfHawkbitAreNotMisunderstood() throws IOException {
    server.feedback("gw", server.begin("gw"), "closed", "success");
    server.put(base("gw") + "/configData", "{\"data\":{\"hwRevision\":\"2\"}}");

    assertThat(pollsFor()).isEmpty();
  }

  @Test
  void aReleaseThatIsDeletedCanNotComeBack() throws IOException {
    server.feedback("gw", server.begin("gw"), "closed", "success");
    assertThat(
            server.send(server.operator("/api/v1/releases/" + second.id()).DELETE()).statusCode())
        .isEqualTo(204);
    server.put(base("gw") + "/configData", NONE);

    assertThat(pollsFor()).isEmpty();
  }
}
