package io.assetota.cli.operate;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.ota.operator.RolloutOutcome;
import io.assetota.ota.operator.RolloutOutcome.End;
import java.util.Locale;

/** Shows how a rollout ended. */
public final class RolloutOutcomeView {
  private RolloutOutcomeView() {}

  /** Prints it for people. */
  public static void print(RolloutOutcome outcome, Console console) {
    console.line(
        console.style(
                outcome.end() == End.DONE ? Style.GOOD : Style.BAD,
                switch (outcome.end()) {
                  case DONE -> "Done: ";
                  case STOPPED -> "Not done: ";
                  case NONE, TIMED_OUT -> "It goes on at the server, and nobody waits any more: ";
                })
            + outcome.line());
    outcome.details().forEach(console::line);
  }

  /** Returns it for programs. */
  public static JsonObject json(RolloutOutcome outcome) {
    JsonObject states = new JsonObject();
    outcome.counts().forEach((name, count) -> states.with(name.toLowerCase(Locale.ROOT), count));
    return new JsonObject()
        .with("end", outcome.end())
        .with("state", outcome.state().toLowerCase(Locale.ROOT))
        .with("reason", outcome.reason())
        .with("devices", states)
        .with(
            "failures",
            outcome.failures().stream()
                .map(
                    group ->
                        new JsonObject()
                            .with("reason", group.reason())
                            .with("count", group.count())
                            .with("devices", group.devices()))
                .toList());
  }
}
