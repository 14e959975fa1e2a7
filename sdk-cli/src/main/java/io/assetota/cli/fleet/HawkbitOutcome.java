package io.assetota.cli.fleet;

import io.assetota.ota.hawkbit.publish.HawkbitRollouts.Progress;
import io.assetota.ota.operator.RolloutOutcome;
import io.assetota.ota.operator.RolloutOutcome.End;

/** How far a rollout of hawkBit is, in the words of our commands. */
final class HawkbitOutcome {
  private HawkbitOutcome() {}

  static RolloutOutcome of(Progress progress) {
    boolean halted = progress.status().equals("paused") && !progress.halted().isEmpty();
    return new RolloutOutcome(
        end(progress, halted),
        progress.status(),
        halted ? "Too many failures in " + progress.halted() + " halted it." : "",
        progress.groups() > 1 ? "wave " + progress.group() + " of " + progress.groups() : "",
        progress.counts(),
        progress.counts().getOrDefault("error", 0L),
        progress.failures());
  }

  private static End end(Progress progress, boolean halted) {
    return switch (progress.status()) {
      case "finished" -> succeeded(progress) ? End.DONE : End.STOPPED;
      case "stopped", "stopping", "deleting", "deleted", "approval_denied" -> End.STOPPED;
      default -> halted ? End.STOPPED : End.NONE;
    };
  }

  private static boolean succeeded(Progress progress) {
    return progress.counts().getOrDefault("finished", 0L) > 0;
  }
}
