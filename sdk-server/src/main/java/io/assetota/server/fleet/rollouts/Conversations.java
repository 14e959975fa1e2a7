package io.assetota.server.fleet.rollouts;

import io.assetota.ota.report.FailedTrial;
import io.assetota.ota.report.FailureReason;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.releases.Releases;
import io.assetota.server.fleet.rules.ActionEvent;
import io.assetota.server.fleet.rules.ActionRules;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.Feedback;
import io.assetota.server.fleet.rules.FeedbackOutcome;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes what devices say about their actions. */
public final class Conversations {
  private final Database database;
  private final Assignments assignments;
  private final Settling settling;
  private final InstantSource clock;

  Conversations(
      Database database, Assignments assignments, Settling settling, InstantSource clock) {
    this.database = database;
    this.assignments = assignments;
    this.settling = settling;
    this.clock = clock;
  }

  @FunctionalInterface
  private interface Meaning {
    ActionEvent of(Sql sql, Action action) throws SQLException;
  }

  /** Notes that the device has read its orders. */
  public void retrieved(Action action) throws IOException {
    if (ActionRules.after(action.state(), ActionEvent.RETRIEVED).isEmpty()) {
      return;
    }
    database.write(
        sql -> {
          // As it is now: a person may have cancelled it a moment ago.
          Optional<ActionState> after =
              ActionRows.find(sql, action.deviceId(), action.id())
                  .flatMap(now -> ActionRules.after(now.state(), ActionEvent.RETRIEVED));
          if (after.isPresent()) {
            ActionRows.move(sql, action.id(), after.get(), clock.instant());
            ActionRows.note(sql, action.id(), clock.instant(), "retrieved", List.of());
          }
        });
  }

  /** Takes what a device says about a deployment. */
  public FeedbackOutcome feedback(String deviceId, long id, Feedback feedback) throws IOException {
    return take(
        deviceId,
        id,
        feedback,
        (sql, action) ->
            ActionEvent.ofDeployment(
                feedback, RolloutRows.find(sql, action.rolloutId()).orElseThrow().mode()));
  }

  /** Takes what a device says about a request to stop. */
  public FeedbackOutcome cancelFeedback(String deviceId, long id, Feedback feedback)
      throws IOException {
    return take(deviceId, id, feedback, (sql, action) -> ActionEvent.ofCancellation(feedback));
  }

  /** Takes the answer of a device's owner, {@code AGREED} or {@code DENIED}. */
  public FeedbackOutcome confirmation(
      String deviceId, long id, ActionEvent answer, Feedback feedback) throws IOException {
    FeedbackOutcome outcome = take(deviceId, id, feedback, (sql, action) -> answer);
    // There is nothing to agree to any more: an answer may come twice.
    return outcome == FeedbackOutcome.NOT_NOW ? FeedbackOutcome.OVER : outcome;
  }

  private FeedbackOutcome take(String deviceId, long id, Feedback feedback, Meaning meaning)
      throws IOException {
    AtomicBoolean goesOn = new AtomicBoolean();
    FeedbackOutcome outcome =
        database.compute(sql -> take(sql, deviceId, id, feedback, meaning, goesOn));
    // The feedback of other devices does not wait for it.
    if (goesOn.get()) {
      settling.run();
    }
    return outcome;
  }

  private FeedbackOutcome take(
      Sql sql, String deviceId, long id, Feedback feedback, Meaning meaning, AtomicBoolean goesOn)
      throws SQLException {
    Optional<Action> found = ActionRows.find(sql, deviceId, id);
    if (found.isEmpty()) {
      return FeedbackOutcome.UNKNOWN;
    }
    Action action = found.get();
    if (!action.state().isActive()) {
      return FeedbackOutcome.OVER;
    }
    Optional<ActionState> after = ActionRules.after(action.state(), meaning.of(sql, action));
    if (after.isEmpty()) {
      return FeedbackOutcome.NOT_NOW;
    }
    ActionState state = after.get();
    // The last word is always heard, or an action of a talkative device could never end.
    if (state.isActive() && action.statuses() >= Feedback.MAX_STATUSES) {
      return FeedbackOutcome.TOO_MANY;
    }
    ActionRows.note(sql, id, clock.instant(), feedback);
    if (state != action.state()) {
      ActionRows.move(sql, id, state, clock.instant());
    }
    noteOutcome(sql, action, state, feedback);
    if (!state.isActive()) {
      goesOn.set(assignments.ended(sql, action, state));
    }
    return FeedbackOutcome.TAKEN;
  }

  private void noteOutcome(Sql sql, Action action, ActionState state, Feedback feedback)
      throws SQLException {
    if (state != ActionState.ERROR && state != ActionState.FINISHED) {
      return;
    }
    Release release = Releases.find(sql, action.releaseId()).orElseThrow();
    if (state == ActionState.FINISHED) {
      FailedTrials.forget(sql, action.deviceId(), release);
      return;
    }
    FailureReason reason = FailureReason.of(feedback.details(), action.deviceId());
    ActionRows.fail(sql, action.id(), reason);
    if (FailedTrial.isTold(feedback.details())) {
      FailedTrials.note(sql, action.deviceId(), release, reason, clock.instant());
    }
  }
}
