package io.assetota.cli.fleet;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.cli.testing.Started;
import io.assetota.server.UpdateServer;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while a command waits for a rollout, in a process of its own. */
class InterruptedWaitTest {
  private static final String TOKEN = "operator-token-for-tests";

  @TempDir Path folder;
  private UpdateServer server;
  private Path bundle;

  @BeforeEach
  void start() throws IOException {
    assumeFalse(Started.interruptIsIgnored(), "a job in the background");
    server = UpdateServer.builder(folder.resolve("server")).port(0).operatorToken(TOKEN).start();
    server.createDevice("gw-1");
    bundle = new Inputs(folder).bundle("release.zip", 5, "a.txt", "text");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** Interrupts a command when it shows how far the rollout is. */
  private Ran interrupted(Object... command) throws Exception {
    Object[] all =
        Stream.concat(Stream.of(command), Stream.of("--server", server.url(), "--token", TOKEN))
            .toArray();
    try (Started waits = Started.asset_ota(folder, all)) {
      return waits.until(() -> waits.err().contains("running, 1 pending")).signal("INT");
    }
  }

  private void assertGoesOn(Ran ran) {
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(130);
    assertThat(ran.err())
        .endsWith("warning: interrupted: rollout 1 goes on at the server\n")
        .doesNotContain("Exception", "error:");
    assertThat(ran.out()).isEmpty();
    assertThat(
            asset_ota("fleet", "rollouts", "--server", server.url(), "--token", TOKEN, "--json")
                .succeeds()
                .json()
                .at("/rollouts/0/state")
                .asText())
        .isEqualTo("running");
  }

  @Test
  void leavesTheRolloutOfTheCommandRunning() throws Exception {
    assertGoesOn(interrupted("rollout", bundle, "--all", "--wait"));
  }

  @Test
  void leavesTheRolloutRunningThatOneHasWaitedFor() throws Exception {
    asset_ota("rollout", bundle, "--all", "--server", server.url(), "--token", TOKEN).succeeds();
    assertGoesOn(interrupted("fleet", "wait", 1));
  }

  /** The client's own limits are minutes. */
  @Test
  void doesNotWaitForAServerThatDoesNotAnswer() throws Exception {
    try (WebServer silent = WebServer.start((request, response) -> response.stall());
        Started waits =
            Started.asset_ota(
                folder, "fleet", "wait", 7, "--server", silent.uri(), "--token", TOKEN)) {
      Ran ran = waits.until(() -> !silent.requests().isEmpty()).signal("INT");
      assertThat(ran.exitCode()).isEqualTo(130);
      assertThat(ran.err()).isEqualTo("warning: interrupted: rollout 7 goes on at the server\n");
    }
  }
}
