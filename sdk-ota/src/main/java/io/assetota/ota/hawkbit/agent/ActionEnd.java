package io.assetota.ota.hawkbit.agent;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.TrialEnd;
import io.assetota.ota.hawkbit.ddi.DdiFeedback;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Execution;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Result;
import io.assetota.ota.hawkbit.ddi.DdiReply;
import io.assetota.ota.hawkbit.journal.ActionJournal;
import io.assetota.ota.hawkbit.journal.ActionRecord;
import io.assetota.ota.hawkbit.journal.ActionRecord.Phase;
import io.assetota.ota.http.client.HttpRequests;
import io.assetota.ota.report.FailedTrial;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends actions: records the end first, then reports it to the server, once. */
final class ActionEnd {
  private static final Logger log = LoggerFactory.getLogger(ActionEnd.class);

  private final HawkbitOptions options;
  private final ActionJournal journal;
  private final ActionState state;
  private final ActionMessages messages;

  ActionEnd(
      HawkbitOptions options, ActionJournal journal, ActionState state, ActionMessages messages) {
    this.options = options;
    this.journal = journal;
    this.state = state;
    this.messages = messages;
  }

  /** Does what remains to be done after {@link ActionState#isReached}. */
  HawkbitStep bringAbout() throws IOException {
    return journal.current().phase() == Phase.CLOSING
        ? say()
        : installed(Optional.empty(), Optional.empty());
  }

  /**
   * The update is installed.
   *
   * @param cancellation one that came too late
   * @param failed the failure of the update agent's own hook
   */
  HawkbitStep installed(Optional<URI> cancellation, Optional<Exception> failed) throws IOException {
    if (cancellation.isPresent()) {
      refuse(cancellation.get());
    }
    if (journal.current().phase() == Phase.INSTALLING) {
      journal.change(a -> a.at(Phase.HOOKED));
      DeviceStatus status = options.device().status();
      Optional<Exception> failure = failed;
      try {
        if (state.isInstalled(status)) {
          options.hook().installed(status);
        }
      } catch (IOException e) {
        failure = Optional.of(e);
      }
      if (failure.isPresent()) {
        String what = String.valueOf(failure.get().getMessage());
        log.warn("A hook failed after the installation: {}", what);
        return end(closed(Result.FAILURE, "installed, but a hook failed: " + what));
      }
    }
    return settle();
  }

  /** Waits for the end of a trial: until then the result of the action is open. */
  private HawkbitStep settle() throws IOException {
    options.device().endOverdueTrial();
    DeviceStatus status = options.device().status();
    if (state.isRolledBack(status)) {
      // Recorded first: the hook may end this process.
      DdiFeedback feedback = closed(Result.FAILURE, backBecause(how(status)));
      journal.change(a -> a.closing(feedback));
      try {
        options.hook().rolledBack(status);
      } catch (IOException e) {
        log.warn("The hook failed after the rollback: {}", HttpRequests.describe(e));
      }
      return say();
    }
    if (status.trial().isPresent()) {
      return await(
          Execution.PROCEEDING,
          "installed on trial; it has to confirm by "
              + status.trial().get().confirmBy().truncatedTo(SECONDS));
    }
    return end(closed(Result.SUCCESS, "installed"));
  }

  /** How the trial ended; the application itself may have ended it, as a handler failed. */
  private static String how(DeviceStatus status) {
    TrialEnd.Kind kind = status.trialEnd().orElseThrow().kind();
    String how = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return status
        .failedHandler()
        .filter(result -> kind == TrialEnd.Kind.FAILED)
        .map(result -> how + ": asset " + result.asset().name() + ": " + result.message())
        .orElse(how);
  }

  /** Whoever ran the application knows more than how its trial ended. */
  private List<String> backBecause(String how) {
    return options
        .runs()
        .failedTrial(journal.current().expected().orElseThrow())
        .map(failure -> FailureDetails.of(FailedTrial.MESSAGE, failure))
        .orElse(List.of(FailedTrial.MESSAGE + ": " + how));
  }

  /** Reports once what the action waits for. */
  HawkbitStep await(Execution execution, String why) throws IOException {
    options.listener().waiting(journal.current().id(), why);
    return messages.note(execution, why) == DdiReply.OVER ? over() : HawkbitStep.WAITING;
  }

  /** Ends an action that only downloads. */
  HawkbitStep downloaded() throws IOException {
    return end(DdiFeedback.of(Execution.DOWNLOADED, "everything is fetched"));
  }

  /** Ends an action that can't be done. */
  HawkbitStep failed(IOException why) throws IOException {
    log.warn("Action {} fails: {}", journal.current().id(), HttpRequests.describe(why));
    log.debug("The failure", why);
    return end(closed(Result.FAILURE, HttpRequests.describe(why)));
  }

  private static DdiFeedback closed(Result result, String detail) {
    return closed(result, List.of(detail));
  }

  private static DdiFeedback closed(Result result, List<String> details) {
    return new DdiFeedback(Execution.CLOSED, result, details);
  }

  private HawkbitStep end(DdiFeedback feedback) throws IOException {
    journal.change(a -> a.closing(feedback));
    return say();
  }

  private HawkbitStep say() throws IOException {
    ActionRecord action = journal.current();
    DdiFeedback feedback = action.last().orElseThrow();
    DdiReply reply = options.client().feedback(action.link(), feedback);
    if (reply != DdiReply.TAKEN) {
      log.info("Action {} was over before its end was reported", action.id());
    }
    noteTold(action, feedback, reply);
    journal.close();
    HawkbitStep step =
        feedback.execution() == Execution.DOWNLOADED
            ? HawkbitStep.DOWNLOADED
            : feedback.result() == Result.SUCCESS ? HawkbitStep.INSTALLED : HawkbitStep.FAILED;
    options.listener().ended(action.id(), step, String.join("; ", feedback.details()));
    return step;
  }

  /** An installation that the action reports is not reported as installed by other means. */
  private void noteTold(ActionRecord action, DdiFeedback feedback, DdiReply reply)
      throws IOException {
    // A failure counts as reported in any case: to report "installed" after it would hide it.
    boolean heard = reply == DdiReply.TAKEN || feedback.result() == Result.FAILURE;
    DeviceStatus status = options.device().status();
    if (heard && action.expected().isPresent() && state.isInstalled(status)) {
      DeviceReports.noteTold(journal, status);
    }
  }

  /**
   * Handles an action that has ended here and that the server still offers: the report was lost, or
   * the server was set up anew and uses the id for the same release again.
   *
   * @param onlyDownload whether it only downloads
   * @return the result; empty if it has to be done again
   */
  Optional<HawkbitStep> offeredAgain(boolean onlyDownload) throws IOException {
    ActionRecord action = journal.current();
    if (action.messages() >= ActionMessages.MOST) {
      return Optional.of(HawkbitStep.IDLE);
    }
    Optional<DdiFeedback> last = action.last();
    boolean stillTrue =
        last.isPresent()
            && switch (last.get().execution()) {
              case DOWNLOADED -> onlyDownload;
              case CLOSED -> !isSuccess(last.get()) || state.isInstalled(options.device().status());
              default -> false;
            };
    log.info("The server still offers action {}, which has ended here", action.id());
    if (stillTrue) {
      journal.change(ActionRecord::withMessage);
      return Optional.of(say());
    }
    if (last.isEmpty() && messages.say(Execution.PROCEEDING, "begun again") != DdiReply.TAKEN) {
      return Optional.of(HawkbitStep.IDLE);
    }
    journal.change(ActionRecord::again);
    return Optional.empty();
  }

  /** Answers a cancellation: accepts it unless the update is installed. */
  HawkbitStep cancel(URI link) throws IOException {
    Optional<String> id = options.client().cancellation(link);
    if (id.isEmpty()) {
      return HawkbitStep.IDLE; // it has ended in the meantime
    }
    boolean atHand = journal.action().filter(a -> a.id().equals(id.get())).isPresent();
    if (atHand && state.isReached() && journal.current().last().map(this::isSuccess).orElse(true)) {
      refuse(link);
      return bringAbout();
    }
    return cancelled(link, id.get());
  }

  private boolean isSuccess(DdiFeedback feedback) {
    return feedback.result() == Result.SUCCESS;
  }

  private void refuse(URI link) throws IOException {
    options
        .client()
        .feedback(link, DdiFeedback.of(Execution.REJECTED, "too late: it is installed already"));
  }

  /** The server has stopped the update in time. */
  HawkbitStep cancelled(URI link, String id) throws IOException {
    DdiReply reply = options.client().feedback(link, closed(Result.SUCCESS, "stopped"));
    log.info("The server has cancelled action {}, and says {}", id, reply);
    return over(id);
  }

  /** The present action is over for the server, whatever was done here. */
  HawkbitStep over() throws IOException {
    return over(journal.current().id());
  }

  private HawkbitStep over(String id) throws IOException {
    if (journal.action().filter(a -> a.id().equals(id)).isPresent()) {
      journal.close();
    }
    options.listener().ended(id, HawkbitStep.CANCELLED, "the server stopped it");
    return HawkbitStep.CANCELLED;
  }
}
