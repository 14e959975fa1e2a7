package io.assetota.server.fleet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.server.fleet.rules.Feedback.Execution;
import io.assetota.server.fleet.rules.Feedback.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** All states, all events. */
class ActionRulesTest {
  private static final Map<ActionEvent, Map<ActionState, Optional<ActionState>>> TABLE =
      Tables.read(
          ActionEvent.class,
          ActionState.class,
          """
                           CONFIRM   PENDING     RUNNING     DOWNLOADED  CANCELING  FINISHED  ERROR  CANCELED
          AGREED           PENDING   -           -           -           -          -         -      -
          DENIED           CONFIRM   -           -           -           -          -         -      -
          RETRIEVED        -         RUNNING     -           -           -          -         -      -
          PROGRESSED       -         RUNNING     RUNNING     RUNNING     CANCELING  -         -      -
          DOWNLOADED       -         DOWNLOADED  DOWNLOADED  DOWNLOADED  CANCELING  -         -      -
          FETCHED          -         FINISHED    FINISHED    FINISHED    FINISHED   -         -      -
          REJECTED         -         PENDING     RUNNING     DOWNLOADED  CANCELING  -         -      -
          SUCCEEDED        -         FINISHED    FINISHED    FINISHED    FINISHED   -         -      -
          FAILED           -         ERROR       ERROR       ERROR       ERROR      -         -      -
          RELAPSED         -         -           -           -           -          ERROR     -      -
          STOPPED          -         CANCELED    CANCELED    CANCELED    CANCELED   -         -      -
          STOP_ACCEPTED    -         -           -           -           CANCELED   -         -      -
          STOP_REFUSED     -         -           -           -           RUNNING    -         -      -
          STOP_NOTED       -         -           -           -           CANCELING  -         -      -
          CANCEL           CANCELED  CANCELED    CANCELING   CANCELING   CANCELING  -         -      -
          CANCEL_BY_FORCE  CANCELED  CANCELED    CANCELED    CANCELED    CANCELED   -         -      -
          """);

  @ParameterizedTest
  @EnumSource
  void eachEventLeadsWhereTheTableSays(ActionEvent event) {
    for (ActionState state : ActionState.values()) {
      assertThat(ActionRules.after(state, event))
          .as(state + " " + event)
          .isEqualTo(TABLE.get(event).get(state));
    }
  }

  @Test
  void whatHasEndedStaysAsItIsUnlessItFailsAfterAll() {
    for (ActionState state : ActionState.values()) {
      assertThat(state.isActive())
          .as(state.name())
          .isEqualTo(
              TABLE.entrySet().stream()
                  .filter(row -> row.getKey() != ActionEvent.RELAPSED)
                  .anyMatch(row -> row.getValue().get(state).isPresent()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSED, SUCCESS, FORCED, SUCCEEDED, STOP_ACCEPTED",
    "CLOSED, NONE, FORCED, SUCCEEDED, STOP_ACCEPTED",
    "CLOSED, FAILURE, FORCED, FAILED, STOP_REFUSED",
    "CANCELED, NONE, FORCED, STOPPED, STOP_ACCEPTED",
    "REJECTED, NONE, FORCED, REJECTED, STOP_REFUSED",
    "DOWNLOADED, NONE, FORCED, DOWNLOADED, STOP_NOTED",
    "DOWNLOADED, NONE, SOFT, DOWNLOADED, STOP_NOTED",
    "DOWNLOADED, NONE, DOWNLOAD_ONLY, FETCHED, STOP_NOTED",
    "PROCEEDING, NONE, FORCED, PROGRESSED, STOP_NOTED",
    "SCHEDULED, NONE, FORCED, PROGRESSED, STOP_NOTED",
    "RESUMED, NONE, FORCED, PROGRESSED, STOP_NOTED",
    "DOWNLOAD, NONE, FORCED, PROGRESSED, STOP_NOTED"
  })
  void feedbackMeansAnEvent(
      Execution execution,
      Result result,
      UpdateMode mode,
      ActionEvent ofDeployment,
      ActionEvent ofCancellation) {
    Feedback feedback = new Feedback(execution, result, Optional.empty(), List.of());
    assertThat(ActionEvent.ofDeployment(feedback, mode)).isEqualTo(ofDeployment);
    assertThat(ActionEvent.ofCancellation(feedback)).isEqualTo(ofCancellation);
  }

  @Test
  void onlyARunningRolloutLetsAnythingBegin() {
    for (RolloutState rollout : RolloutState.values()) {
      for (ActionState state : ActionState.values()) {
        boolean begins = ActionState.WAITING.contains(state);
        assertThat(ActionRules.isShown(state, rollout))
            .as(state + " of " + rollout)
            .isEqualTo(state.isActive() && (!begins || rollout == RolloutState.RUNNING));
      }
    }
  }

  @Test
  void anOwnerIsAskedFirst() {
    assertThat(ActionRules.first(Consent.OF_OWNER)).isEqualTo(ActionState.CONFIRM);
    assertThat(ActionRules.first(Consent.NOT_NEEDED)).isEqualTo(ActionState.PENDING);
  }
}
