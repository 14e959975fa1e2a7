package io.assetota.ota.operator;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.RolloutProgress.Completion;
import io.assetota.ota.report.FailureGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How far a rollout is, of our server or of hawkBit.
 *
 * @param end whether there is something to wait for
 * @param state what the server calls it
 * @param reason why it doesn't go on; else empty
 * @param wave where it is, for people
 * @param counts how many devices are in which state
 * @param failed how many failed
 * @param failures the devices that failed, grouped by their reasons
 */
public record RolloutOutcome(
    End end,
    String state,
    String reason,
    String wave,
    Map<String, Long> counts,
    long failed,
    List<FailureGroup> failures) {
  /** How it ends. */
  public enum End {
    /** It goes on. */
    NONE,
    /** All that can be done is done. */
    DONE,
    /** It stopped. */
    STOPPED,
    /** Nobody waits any more. */
    TIMED_OUT
  }

  /** Copies the collections. */
  public RolloutOutcome {
    counts = ImmutableMap.copyOf(counts);
    failures = ImmutableList.copyOf(failures);
  }

  /**
   * Judges how far a rollout of our server is.
   *
   * @param progress what the server tells
   * @return how far it is
   */
  public static RolloutOutcome of(RolloutProgress progress) {
    return new RolloutOutcome(
        end(progress),
        progress.state(),
        progress.reason(),
        wave(progress),
        progress.counts(),
        progress.count("ERROR"),
        progress.failures());
  }

  private static End end(RolloutProgress progress) {
    return switch (progress.state()) {
      case "RUNNING", "DONE" ->
          progress.completion() != Completion.COMPLETE
              ? End.NONE
              : progress.count("FINISHED") == 0 && progress.devices() > 0 ? End.STOPPED : End.DONE;
      case "PAUSED" -> End.NONE;
      default -> End.STOPPED;
    };
  }

  private static String wave(RolloutProgress progress) {
    String wave = progress.waves() > 1 ? "wave " + progress.wave() + " of " + progress.waves() : "";
    Optional<String> next = progress.nextWaveAt();
    return next.isEmpty() ? wave : wave + ", the next one at " + next.get();
  }

  /**
   * Gives up waiting.
   *
   * @return a copy that nobody waits for
   */
  public RolloutOutcome timedOut() {
    return new RolloutOutcome(End.TIMED_OUT, state, reason, wave, counts, failed, failures);
  }

  /**
   * Tells how far it is.
   *
   * @return one line for people
   */
  public String line() {
    List<String> parts = new ArrayList<>();
    parts.add(state.toLowerCase(Locale.ROOT));
    if (!wave.isEmpty()) {
      parts.add(wave);
    }
    counts.forEach((name, count) -> parts.add(count + " " + name.toLowerCase(Locale.ROOT)));
    return Joiner.on(", ").join(parts);
  }

  /**
   * Says what went wrong.
   *
   * @return lines for people: why it doesn't go on, and the devices that failed by their reasons
   */
  public List<String> details() {
    List<String> lines = new ArrayList<>();
    if (!reason.isEmpty()) {
      lines.add(Printable.line(reason));
    }
    for (FailureGroup group : failures) {
      lines.add(
          "  "
              + group.count()
              + (group.count() == 1 ? " device: " : " devices: ")
              + Printable.line(group.reason()));
      String more = group.count() > group.devices().size() ? ", ..." : "";
      lines.add("    " + Printable.line(Joiner.on(", ").join(group.devices())) + more);
    }
    return lines;
  }
}
