package io.assetota.cli.device;

import io.assetota.cli.option.ProgressOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Progress;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.model.Printable;
import io.assetota.ota.UpdatePlan;
import io.assetota.ota.UpdateProgress;
import io.assetota.ota.UpdateResult;
import io.assetota.ota.hawkbit.agent.HawkbitListener;
import io.assetota.ota.hawkbit.agent.HawkbitStep;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prints what an agent does, as it happens. */
final class AgentEvents implements HawkbitListener, AutoCloseable {
  private final Console console;
  private final ProgressOption quiet;
  private final boolean silent;
  private final List<JsonObject> ended = new ArrayList<>();
  private long bytesMoved;
  private String waiting = "";
  private @Nullable Progress progress;

  /**
   * Begins.
   *
   * @param quiet whether to show progress
   * @param silent whether only the final report is printed
   */
  AgentEvents(Console console, ProgressOption quiet, boolean silent) {
    this.console = console;
    this.quiet = quiet;
    this.silent = silent;
  }

  private void say(String line) {
    if (!silent) {
      console.line(Printable.line(line));
      console.out().flush(); // So that a reader sees it at once.
    }
  }

  @Override
  public synchronized void begun(DdiDeployment deployment) {
    String release =
        deployment.modules().stream()
            .map(m -> m.name() + " " + m.version())
            .findFirst()
            .orElse("nothing");
    say("Update " + deployment.id() + ": " + release);
  }

  @Override
  public synchronized void planned(UpdatePlan plan) {
    say(
        "Transfers "
            + plan.assetsToFetch()
            + " of "
            + Sizes.count(plan.install().assets().size(), "asset")
            + (plan.filesToFetch() > 0
                ? " and " + Sizes.count(plan.filesToFetch(), "file") + " of the application"
                : "")
            + (plan.applicationBytes() > 0 ? " and the application, " : ", ")
            + Sizes.bytes(plan.bytesToFetch())
            + " of a bundle of "
            + Sizes.bytes(plan.bundleSize())
            + ".");
  }

  @Override
  public synchronized void progress(UpdateProgress update) {
    if (progress == null) {
      progress = quiet.begin(console, "Fetching");
    }
    progress.at(update.bytes(), update.totalBytes());
  }

  @Override
  public synchronized void finished(UpdateResult result) {
    bytesMoved += result.bytesFetched();
    close();
  }

  @Override
  public synchronized void waiting(String action, String why) {
    String line = "Update " + action + " waits: " + why;
    if (!line.equals(waiting)) {
      waiting = line;
      say(line);
    }
  }

  @Override
  public synchronized void ended(String action, HawkbitStep end, String detail) {
    close();
    ended.add(new JsonObject().with("id", action).with("outcome", end).with("detail", detail));
    if (!silent) {
      String update = "Update " + Printable.line(action);
      console.line(
          switch (end) {
            case INSTALLED -> console.style(Style.GOOD, update + " is installed.");
            case DOWNLOADED -> update + " is downloaded; the server wants no installation yet.";
            case FAILED ->
                console.style(Style.BAD, update + " failed: " + Printable.line(detail) + ".");
            default -> update + " was cancelled by the server.";
          });
      console.out().flush();
    }
  }

  @Override
  public synchronized void failed(IOException failure, Duration pause) {
    close();
    console.warn(
        Printable.line(String.valueOf(failure.getMessage()))
            + "; retrying in "
            + Math.max(1, pause.toSeconds())
            + " s");
  }

  /** Ends the line of progress, if there is one. */
  @Override
  public synchronized void close() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }

  /** Returns the final report. */
  synchronized Report report(String device, Optional<HawkbitStep> step) {
    JsonObject json =
        new JsonObject()
            .with("device", device)
            .with("outcome", step)
            .with("updates", List.copyOf(ended))
            .with("bytesMoved", bytesMoved);
    return new Report() {
      @Override
      public void print(Console out) {
        if (step.equals(Optional.of(HawkbitStep.IDLE))) {
          out.line("No update is available.");
        }
      }

      @Override
      public JsonObject toJson() {
        return json;
      }

      @Override
      public boolean isGood() {
        return !step.equals(Optional.of(HawkbitStep.FAILED));
      }
    };
  }
}
