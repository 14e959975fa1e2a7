package io.assetota.cli.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.cli.testing.Ran;
import io.assetota.cli.testing.Started;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} with an update server, as plain processes. */
@Tag("long")
class RunIT {
  /** Three starts of a Java on a busy machine, with pauses of 1 s and 2 s, and two polls. */
  private static final Duration CRASH = Duration.ofSeconds(40);

  /** Ten seconds until it is noticed, and ten until it is killed. */
  private static final Duration HANG = Duration.ofSeconds(60);

  private static final int KILLS = Integer.getInteger("asset-ota.kills", 4);

  @TempDir Path folder;
  private RunScenario scenario;

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

  private Started start() throws Exception {
    return Started.asset_ota(folder, scenario.run().toArray());
  }

  @Test
  void eachOfFourBadReleasesIsReplacedAndTheServerKnowsWhy() throws Exception {
    try (Started run = start()) {
      first();
      int failed = scenario.deliver(2, "throw");
      assertThat(scenario.awaitFailure(failed, 1, CRASH))
          .contains("the previous application is back: it ended with exit code 1")
          .contains("(start 3)")
          .contains("IllegalStateException: this version can't work");
      failed = scenario.deliver(3, "exit");
      assertThat(scenario.awaitFailure(failed, 1, CRASH))
          .contains("it ended with exit code 0")
          .contains("version 3 begins");
      failed = scenario.deliver(4, "child stop run");
      assertThat(scenario.awaitFailure(failed, 1, HANG))
          .contains("it was suspended (SIGSTOP) for 1");
      failed = scenario.deliver(5, "1500 die");
      assertThat(scenario.awaitFailure(failed, 1, CRASH)).contains("it ended with exit code 7");
      scenario.deliver(6, "run");
      scenario.awaitRunning(6, CRASH);
      assertThat(scenario.applications()).hasSize(1);
      Ran ran = run.terminate();
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("version 1 begins", "version 6 begins");
      assertThat(ran.err())
          .contains("version 2 failed: it ended with exit code 1")
          .contains("the previous version is back")
          .doesNotContain("ERROR");
    }
    assertThat(scenario.applications()).isEmpty();
  }

  private void first() throws Exception {
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

  /** {@code kill -9} at random points, of which each is followed by another start. */
  @Test
  void killingTheRuntimeChangesNothingOfThat() throws Exception {
    Random random = new Random(20_260_101);
    List<String> bad = List.of("throw", "exit", "1500 die", "stop run");
    Started run = start();
    try {
      first();
      int version = 2;
      int failed = scenario.deliver(version, bad.get(0));
      for (int i = 0; i < KILLS; i++) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(4000));
        run.signal("KILL");
        assertThat(scenario.applications()).hasSizeLessThanOrEqualTo(1);
        run = start();
        if (i % 4 == 3) {
          scenario.awaitFailure(failed, 1, HANG);
          version++;
          failed = scenario.deliver(version, bad.get(version % bad.size()));
        }
      }
      scenario.awaitFailure(failed, 1, HANG);
      assertThat(scenario.applications()).hasSize(1);
      scenario.deliver(100, "run");
      scenario.awaitRunning(100, CRASH);
      assertThat(run.terminate().exitCode()).isZero();
    } finally {
      run.close();
    }
  }
}
