package io.assetota.maven;

import io.assetota.ota.operator.OperatorApi;
import io.assetota.ota.operator.RolloutOutcome;
import io.assetota.ota.operator.RolloutOutcome.End;
import io.assetota.ota.operator.RolloutWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoFailureException;

/** The end of a rollout, which a build waits for. */
final class RolloutEnd {
  private final Consumer<String> log;
  private String last = "";

  RolloutEnd(Consumer<String> log) {
    this.log = log;
  }

  /**
   * Waits for it.
   *
   * @throws MojoFailureException if it does not succeed, or not in time
   */
  void await(OperatorApi api, long rollout, Optional<Duration> timeout)
      throws IOException, MojoFailureException {
    RolloutOutcome outcome =
        new RolloutWatch(() -> RolloutOutcome.of(api.progress(rollout)), this::logChange, timeout)
            .follow();
    if (outcome.end() != End.DONE) {
      String what = outcome.end() == End.STOPPED ? " did not succeed: " : " is not done in time: ";
      List<String> lines = new ArrayList<>(List.of("Rollout " + rollout + what + outcome.line()));
      lines.addAll(outcome.details());
      throw new MojoFailureException(String.join("\n", lines));
    }
  }

  private void logChange(String line) {
    if (!line.equals(last)) {
      log.accept(line);
      last = line;
    }
  }
}
