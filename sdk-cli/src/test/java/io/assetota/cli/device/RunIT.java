package io.assetota.cli.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.testing.Ran;
import io.assetota.cli.testing.Started;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code run} with an update server, as plain processes. */
@Tag("long")
class RunIT extends RunningDevice {
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
}
