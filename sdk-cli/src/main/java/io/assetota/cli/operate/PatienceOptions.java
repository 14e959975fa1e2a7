package io.assetota.cli.operate;

import io.assetota.cli.command.InterruptNotice;
import io.assetota.cli.option.DurationOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.StatusLine;
import io.assetota.ota.operator.OperatorApi;
import io.assetota.ota.operator.RolloutOutcome;
import io.assetota.ota.operator.RolloutWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to wait until a rollout is done. */
public class PatienceOptions {
  @Option(
      names = "--wait-timeout",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Wait no longer than this, such as 30m. The rollout goes on then.")
  @Nullable Duration timeout;

  @Option(
      names = {"-q", "--quiet"},
      order = 98,
      description = "Show no progress.")
  boolean quiet;

  /** Tells whether to show no progress. */
  public final boolean isQuiet() {
    return quiet;
  }

  /** Waits for a rollout of our server. */
  public final RolloutOutcome follow(Console console, OperatorApi api, long rollout)
      throws IOException {
    return follow(console, "rollout " + rollout, () -> RolloutOutcome.of(api.progress(rollout)));
  }

  /** Waits for whatever tells how far it is. */
  public final RolloutOutcome follow(Console console, String what, RolloutWatch.Source source)
      throws IOException {
    InterruptNotice notice =
        InterruptNotice.of(console, "interrupted: " + what + " goes on at the server");
    try (StatusLine line = quiet ? StatusLine.quiet(console) : StatusLine.of(console)) {
      return new RolloutWatch(source, line::show, Optional.ofNullable(timeout)).follow();
    } finally {
      notice.close();
    }
  }
}
