package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waves, groups of devices and blocked releases in the console. */
class FleetConsoleTest {
  @TempDir Path folder;
  private TestServer server;
  private ConsoleClient client;
  private String release;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(folder.resolve("data"));
    release = "" + server.server.publish(TestBundles.small(folder, 1)).id();
    for (int i = 0; i < 4; i++) {
      server.get(base("gw-" + i));
    }
    client = ConsoleClient.loggedIn(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode rollout(int id) throws IOException {
    return server.api(server.operator("/api/v1/rollouts/" + id), 200);
  }

  private void fail(String device, String... details) throws IOException {
    String action = server.begin(device);
    server.post(
        base(device) + "/deploymentBase/" + action + "/feedback",
        TestServer.feedback("closed", "failure", "\"" + String.join("\",\"", details) + "\""));
  }

  @Test
  void aRolloutPageTellsItsWavesAndWhyDevicesFailed() throws IOException {
    client.submitAndFollow(
        "/rollouts",
        "release",
        release,
        "target",
        "list",
        "devices",
        "gw-0 gw-1\r\ngw-2",
        "canary",
        "2 failures=2, 50%",
        "soak",
        "1h",
        "max_failures",
        "none");
    assertThat(rollout(1).path("target").asText()).isEqualTo("list");
    String page = client.page("/rollouts/1");
    assertThat(page).contains("a list of devices", "1: 2 (2)", "2: 50% (1)", "1h", "0 of 2");
    int failed = 0;
    for (int i = 0; i < 3; i++) {
      if (server.get(base("gw-" + i)).at("/_links/deploymentBase").isObject()) {
        fail("gw-" + i, "exit code 3 after " + i + " s", "Exception &lt;in&gt; <main>");
        failed++;
      }
    }
    assertThat(failed).isEqualTo(2);
    page = client.page("/rollouts/1");
    assertThat(page)
        .contains("halted", "In wave 1 of 3, it failed on 2 of 2 devices", "<b>2 devices</b>")
        .contains("exit code 3 after", "Exception &amp;lt;in&amp;gt; &lt;main&gt;");
  }

  @Test
  void tagsAndSelectionsAreKeptAndChosen() throws IOException {
    client.submitAndFollow("/devices/gw-1/tags", "add", "lab", "remove", "");
    server.put(base("gw-2") + "/configData", "{\"data\":{\"tags\":\"lab,line-2\"}}");
    assertThat(client.page("/devices/gw-2")).contains("line-2", "told by the device");
    client.submitAndFollow("/selections", "name", "ours", "query", "tag==lab;id!=gw-2");
    assertThat(client.page("/rollouts")).contains("ours", "tag==lab;id!=gw-2", "lab (2)");
    assertThat(client.page("/releases/" + release)).contains("lab (2)", "ours (1)");
    client.submitAndFollow(
        "/rollouts", "release", release, "target", "selection", "selection", "ours");
    assertThat(client.page("/rollouts/1"))
        .contains("selection ours", "gw-1")
        .doesNotContain("gw-2");
    client.submitAndFollow("/rollouts", "release", release, "target", "tag", "tag", "lab");
    assertThat(client.page("/rollouts/2")).contains("tag lab", "gw-2");
    client.submitAndFollow("/devices/gw-2/tags", "add", "", "remove", "line-2");
    assertThat(client.page("/devices/gw-2")).doesNotContain("Remove the tag line-2");
    client.submitAndFollow("/selections/delete", "name", "ours");
    assertThat(client.page("/rollouts")).doesNotContain("tag==lab;id!=gw-2");
  }

  @Test
  void aReleaseIsBlockedAndUnblocked() throws IOException {
    client.submitAndFollow("/rollouts", "release", release, "target", "all");
    client.submitAndFollow("/releases/" + release + "/block", "reason", "drains <batteries>");
    assertThat(client.page("/releases/" + release)).contains("Blocked", "drains &lt;batteries&gt;");
    assertThat(client.page("/releases")).contains("blocked");
    assertThat(rollout(1).path("state").asText()).isEqualTo("CANCELED");
    assertThat(server.get(base("gw-0")).at("/_links/deploymentBase").isMissingNode()).isTrue();
    client.submitAndFollow("/releases/" + release + "/unblock");
    assertThat(client.page("/releases")).doesNotContain("blocked");
  }
}
