package io.assetota.cli.operate;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.RolloutProgress;
import io.assetota.ota.operator.RolloutProgress.Completion;
import io.assetota.ota.operator.RolloutProgress.FailureGroup;
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

  static RolloutOutcome of(RolloutProgress progress) {
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

  RolloutOutcome timedOut() {
    return new RolloutOutcome(End.TIMED_OUT, state, reason, wave, counts, failed, failures);
  }

  /** One line about it. */
  String line() {
    List<String> parts = new ArrayList<>();
    parts.add(state.toLowerCase(Locale.ROOT));
    if (!wave.isEmpty()) {
      parts.add(wave);
    }
    counts.forEach((name, count) -> parts.add(count + " " + name.toLowerCase(Locale.ROOT)));
    return Joiner.on(", ").join(parts);
  }

  /** Prints it for people. */
  public void print(Console console) {
    console.line(
        console.style(
                end == End.DONE ? Style.GOOD : Style.BAD,
                switch (end) {
                  case DONE -> "Done: ";
                  case STOPPED -> "Not done: ";
                  case NONE, TIMED_OUT -> "It goes on at the server, and nobody waits any more: ";
                })
            + line());
    if (!reason.isEmpty()) {
      console.line(Printable.line(reason));
    }
    for (FailureGroup group : failures) {
      console.line(
          "  "
              + group.count()
              + (group.count() == 1 ? " device: " : " devices: ")
              + Printable.line(group.reason()));
      String more = group.count() > group.devices().size() ? ", ..." : "";
      console.line("    " + Printable.line(Joiner.on(", ").join(group.devices())) + more);
    }
  }

  /** Returns it for programs. */
  public JsonObject toJson() {
    JsonObject states = new JsonObject();
    counts.forEach((name, count) -> states.with(name.toLowerCase(Locale.ROOT), count));
    return new JsonObject()
        .with("end", end)
        .with("state", state.toLowerCase(Locale.ROOT))
        .with("reason", reason)
        .with("devices", states)
        .with(
            "failures",
            failures.stream()
                .map(
                    group ->
                        new JsonObject()
                            .with("reason", group.reason())
                            .with("count", group.count())
                            .with("devices", group.devices()))
                .toList());
  }
}
