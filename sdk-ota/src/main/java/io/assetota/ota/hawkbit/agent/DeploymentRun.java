package io.assetota.ota.hawkbit.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.model.CancelledException;
import io.assetota.ota.UpdateResult;
import io.assetota.ota.UpdateResult.Outcome;
import io.assetota.ota.hawkbit.agent.FailedAttempt.Next;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import io.assetota.ota.hawkbit.ddi.DdiDeployment.Artifact;
import io.assetota.ota.hawkbit.ddi.DdiDeployment.Handling;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Execution;
import io.assetota.ota.hawkbit.journal.ActionJournal;
import io.assetota.ota.hawkbit.journal.ActionRecord;
import io.assetota.ota.hawkbit.journal.ActionRecord.Phase;
import io.assetota.ota.hawkbit.json.JsonExchange;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Carries out the update of an action, from the step that was reached. */
final class DeploymentRun {
  private final HawkbitOptions options;
  private final ActionJournal journal;
  private final ActionMessages messages;
  private final ActionState state;
  private final ActionEnd end;
  private final FailedAttempt failed;
  private final BooleanSupplier closed;
  private final DeclinedUpdate declined;

  DeploymentRun(
      HawkbitOptions options,
      ActionJournal journal,
      ActionMessages messages,
      ActionState state,
      ActionEnd end,
      BooleanSupplier closed) {
    this.options = options;
    this.journal = journal;
    this.messages = messages;
    this.state = state;
    this.end = end;
    this.failed = new FailedAttempt(options.client(), journal, messages, end);
    this.closed = closed;
    this.declined = new DeclinedUpdate(options.device(), options.control());
  }

  HawkbitStep run(URI link) throws IOException {
    Optional<DdiDeployment> offered = options.client().deployment(link);
    if (offered.isEmpty()) {
      return HawkbitStep.IDLE; // it is cancelled, or waits for confirmation: a later poll will tell
    }
    DdiDeployment deployment = offered.get();
    ActionRecord action = journal.begin(deployment.id(), content(deployment), link);
    if (action.phase() == Phase.CLOSED) {
      Optional<HawkbitStep> step = end.offeredAgain(isOnlyDownload(deployment));
      if (step.isPresent()) {
        return step.get();
      }
    }
    if (state.isReached()) {
      return end.bringAbout();
    }
    // The end is reported outside: a failure to report it is no failure of the update.
    return tried(deployment).go();
  }

  /** What a deployment is about, in a form that is the same for the same files. */
  private static String content(DdiDeployment deployment) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (DdiDeployment.Module module : deployment.modules()) {
      for (Artifact artifact : module.artifacts()) {
        hasher.putString(artifact.filename() + "\n" + artifact.sha256() + "\n", UTF_8);
        hasher.putLong(artifact.size());
      }
    }
    return hasher.hash().toString();
  }

  private Next tried(DdiDeployment deployment) throws IOException {
    try {
      return bring(deployment);
    } catch (IOException e) {
      return failed.next(e);
    }
  }

  /** Fetches and installs, as far as the server and the owner of the device want. */
  private Next bring(DdiDeployment deployment) throws IOException {
    Artifact artifact = deployment.bundle();
    boolean tooEarly = isTooEarly(deployment);
    boolean onlyDownload = isOnlyDownload(deployment);
    boolean fetched = journal.current().phase() == Phase.FETCHED;
    if (tooEarly && (fetched || deployment.download() == Handling.SKIP)) {
      return () -> end.await(Execution.SCHEDULED, "the maintenance window is not open");
    }
    if (onlyDownload && fetched) {
      return end::downloaded;
    }
    if (isStillDeclined(deployment)) {
      return this::putOff;
    }
    options.listener().begun(deployment);
    ActionWatch watch = watch();
    UpdateResult result;
    try {
      result = update(artifact, deployment, tooEarly || onlyDownload, watch);
    } catch (CancelledException e) {
      return stopped(watch, e);
    }
    journal.tell(InstalledReport.NAME, deployment.module().name());
    return next(result, watch, tooEarly, onlyDownload);
  }

  private boolean isStillDeclined(DdiDeployment deployment) throws IOException {
    try {
      return declined.isStill(deployment);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("the agent was interrupted");
    }
  }

  private static boolean isTooEarly(DdiDeployment deployment) {
    return deployment.windowOpen().equals(Optional.of(false));
  }

  /** A server also says skip while the maintenance window is closed; then it is not final. */
  private static boolean isOnlyDownload(DdiDeployment deployment) {
    return !isTooEarly(deployment) && deployment.update() == Handling.SKIP;
  }

  private HawkbitStep putOff() throws IOException {
    return end.await(Execution.SCHEDULED, "the owner of the device has postponed it");
  }

  private Next next(UpdateResult result, ActionWatch watch, boolean tooEarly, boolean onlyDownload)
      throws IOException {
    if (result.outcome() == Outcome.DECLINED) {
      return watch.mustStop()
          ? stopped(watch, new CancelledException("the server stopped the update"))
          : this::putOff;
    }
    if (result.outcome() == Outcome.DOWNLOADED) {
      journal.change(a -> a.at(Phase.FETCHED));
      String why =
          tooEarly
              ? "the maintenance window is not open"
              : "the owner of the device installs it later";
      return onlyDownload
          ? end::downloaded
          : () -> end.await(Execution.SCHEDULED, "everything is fetched; " + why);
    }
    return () -> end.installed(watch.cancellation(), result.hookFailure());
  }

  private UpdateResult update(
      Artifact artifact, DdiDeployment deployment, boolean onlyFetch, ActionWatch watch)
      throws IOException {
    URI uri = artifact.download().orElseThrow();
    try (BundleSource source = BundleSource.of(uri, options.client().optionsFor(uri));
        watch) {
      requireSize(source, artifact);
      watch.start();
      UpdateResult result =
          options.device().update(source, control(deployment, onlyFetch, watch), watch);
      watch.requireAlive();
      return result;
    } catch (SourceException e) {
      String withheld = JsonExchange.withheld(uri, Origin.of(options.client().endpoint().base()));
      throw e.kind() == SourceException.Kind.REFUSED && !withheld.isEmpty()
          ? new SourceException(e.kind(), e.getMessage() + withheld, e)
          : e;
    }
  }

  private ActionControl control(DdiDeployment deployment, boolean onlyFetch, ActionWatch watch) {
    return new ActionControl(deployment, onlyFetch, options, journal, watch, declined, closed);
  }

  private ActionWatch watch() {
    return new ActionWatch(
        options.client(),
        options.device(),
        journal,
        messages,
        options.listener(),
        options.watchInterval(),
        options.timing().pause());
  }

  /**
   * Compares the length only. The server's SHA-256 is that of the whole bundle, of which only some
   * ranges are fetched. Each asset is verified by its hash in the application, and the application
   * by the signature of the release, if there is a keyring; without one, the server is trusted.
   */
  private static void requireSize(BundleSource source, Artifact artifact) throws IOException {
    if (source.size() != artifact.size()) {
      throw new SourceException(
          SourceException.Kind.CHANGED,
          source + " has " + source.size() + " bytes, but the server says " + artifact.size());
    }
  }

  private Next stopped(ActionWatch watch, IOException why) throws IOException {
    watch.requireAlive();
    if (watch.cancellation().isPresent()) {
      return () -> end.cancelled(watch.cancellation().get(), journal.current().id());
    }
    if (watch.isOver()) {
      return end::over;
    }
    if (watch.mustStop()) {
      return () -> HawkbitStep.IDLE; // it waits for confirmation now: a later poll will tell
    }
    throw why; // the agent was closed: the update continues after the next start
  }
}
