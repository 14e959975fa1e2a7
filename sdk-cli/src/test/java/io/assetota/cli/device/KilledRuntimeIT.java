package io.assetota.cli.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.testing.Started;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code run} that is killed again and again. */
@Tag("long")
class KilledRuntimeIT extends RunningDevice {
  private static final int KILLS = Integer.getInteger("asset-ota.kills", 4);

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
