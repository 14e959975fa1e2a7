package io.assetota.ota.hawkbit.agent;

import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.CancelledException;
import io.assetota.ota.UpdateControl;
import io.assetota.ota.UpdatePlan;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import io.assetota.ota.hawkbit.ddi.DdiDeployment.Handling;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Execution;
import io.assetota.ota.hawkbit.journal.ActionJournal;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Decides about the update of one action: by what the server wants, and where the server leaves it
 * to the device, by what its owner wants.
 */
final class ActionControl implements UpdateControl {
  private final DdiDeployment deployment;
  private final boolean onlyFetch;
  private final HawkbitOptions options;
  private final ActionJournal journal;
  private final ActionWatch watch;
  private final DeclinedUpdate declined;
  private final BooleanSupplier closed;

  /**
   * Makes the control of an action.
   *
   * @param onlyFetch whether nothing is to be installed now
   * @param closed tells whether the agent was closed
   */
  ActionControl(
      DdiDeployment deployment,
      boolean onlyFetch,
      HawkbitOptions options,
      ActionJournal journal,
      ActionWatch watch,
      DeclinedUpdate declined,
      BooleanSupplier closed) {
    this.deployment = deployment;
    this.onlyFetch = onlyFetch;
    this.options = options;
    this.journal = journal;
    this.watch = watch;
    this.declined = declined;
    this.closed = closed;
  }

  @Override
  public Decision decide(UpdatePlan plan) throws IOException, InterruptedException {
    if (closed.getAsBoolean()) {
      // To cancel an update that has not begun has no effect, so closing is checked here, too.
      throw new CancelledException("the agent was closed");
    }
    watch.requireAlive();
    if (watch.mustStop()) {
      return Decision.DECLINE;
    }
    Handling how = onlyFetch ? deployment.download() : deployment.update();
    if (how == Handling.ATTEMPT) {
      requireNotFailed(plan);
    }
    Decision decision = how == Handling.ATTEMPT ? declined.ask(deployment, plan) : Decision.INSTALL;
    if (onlyFetch && decision == Decision.INSTALL) {
      decision = Decision.DOWNLOAD;
    }
    if (decision != Decision.DECLINE) {
      watch.say(Execution.DOWNLOAD, text(plan));
    }
    return watch.mustStop() ? Decision.DECLINE : decision;
  }

  /** Whoever forces a release has seen what happened, or wants it all the same. */
  private void requireNotFailed(UpdatePlan plan) throws AssetException {
    Optional<ApplicationRuns.Failure> failure = options.runs().failedTrial(plan.application().id());
    if (failure.isPresent()) {
      throw new AssetException(
          "this release has failed on this device before: "
              + failure.get().reason()
              + "; force it to try it again");
    }
  }

  private static String text(UpdatePlan plan) {
    return String.format(
        Locale.ROOT,
        "fetching %d of %d assets, %,d bytes of a bundle of %,d",
        plan.assetsToFetch(),
        plan.install().assets().size(),
        plan.bytesToFetch(),
        plan.bundleSize());
  }

  @Override
  public void beforeInstall(UpdatePlan plan) throws IOException, InterruptedException {
    options.control().beforeInstall(plan); // may take long, and meanwhile the server may cancel
    watch.requireAlive();
    watch.endStops();
    watch.say(Execution.DOWNLOADED, "everything is fetched, and is installed now");
    if (watch.mustStop()) {
      throw new CancelledException("the server stopped the update");
    }
    // From here on only the device knows whether it is installed.
    Optional<TrialEnd> trialBefore = options.device().status().trialEnd();
    journal.change(action -> action.installing(plan.application().id(), trialBefore));
  }
}
