package io.assetota.cli.device;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.cli.testing.Started;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A device with {@code run} and its update server, for tests that wait side by side. */
abstract class RunningDevice {
  /** Three starts of a Java on a busy machine, with pauses of 1 s and 2 s, and two polls. */
  static final Duration CRASH = Duration.ofSeconds(40);

  /** Ten seconds until it is noticed, and ten until it is killed. */
  static final Duration HANG = Duration.ofSeconds(60);

  @TempDir Path folder;
  RunScenario scenario;

  @BeforeEach
  void startServer() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/environ")));
    scenario = new RunScenario(folder);
  }

  @AfterEach
  void end() {
    scenario.applications().forEach(p -> ProcessHandle.of(p).ifPresent(a -> a.destroyForcibly()));
    scenario.close();
  }

  Started start() throws Exception {
    return Started.asset_ota(folder, scenario.run().toArray());
  }

  void first() throws Exception {
    awaitKnown();
    scenario.deliver(1, "run");
    scenario.awaitRunning(1, CRASH);
  }

  /** A rollout needs a device that the server has seen. */
  private void awaitKnown() throws Exception {
    for (int i = 0; i < 300 && scenario.device().path("lastSeen").asText("").isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
