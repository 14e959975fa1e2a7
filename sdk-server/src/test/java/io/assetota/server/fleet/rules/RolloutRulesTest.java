package io.assetota.server.fleet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.server.fleet.rules.RolloutFacts.Counts;
import io.assetota.server.fleet.rules.RolloutFacts.Target;
import io.assetota.server.fleet.rules.RolloutRules.Consequence;
import io.assetota.server.fleet.rules.RolloutRules.Verdict;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** All states, all events, and all ends of an action. */
class RolloutRulesTest {
  private static final Map<RolloutEvent, Map<RolloutState, Optional<RolloutState>>> TABLE =
      Tables.read(
          RolloutEvent.class,
          RolloutState.class,
          """
                   RUNNING   PAUSED    CANCELED  REPLACED  DONE
          PAUSE    PAUSED    -         -         -         -
          RESUME   -         RUNNING   -         -         -
          CANCEL   CANCELED  CANCELED  -         -         -
          REPLACE  REPLACED  REPLACED  -         -         -
          FINISH   DONE      DONE      -         -         -
          """);

  /** What the rules count: all, active, failed and finished. */
  private record Counted(long all, long active, long failed, long finished)
      implements Counts<RuntimeException> {
    @Override
    public Ended ended() {
      return new Ended(failed, finished);
    }
  }

  private static final Counted NONE = new Counted(0, 0, 0, 0);

  private static RolloutFacts rollout(RolloutState state, RolloutStage stage, Target target) {
    return new RolloutFacts(
        state,
        stage,
        target,
        stage == RolloutStage.CANARY ? 2 : 0,
        Hold.NONE,
        new FailureLimit(2, false),
        new Ended(0, 0));
  }

  @ParameterizedTest
  @EnumSource
  void eachEventLeadsWhereTheTableSays(RolloutEvent event) {
    for (RolloutState state : RolloutState.values()) {
      assertThat(RolloutRules.after(state, event))
          .as(state + " " + event)
          .isEqualTo(TABLE.get(event).get(state));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOverHasNoConsequences(RolloutState state) {
    for (ActionState end :
        EnumSet.of(ActionState.FINISHED, ActionState.ERROR, ActionState.CANCELED)) {
      for (Target target : Target.values()) {
        Consequence consequence =
            RolloutRules.afterEnd(
                    rollout(state, RolloutStage.ALL, target), end, "gw", new Counted(9, 0, 1, 1))
                .consequence();
        assertThat(consequence)
            .isEqualTo(
                state.isOpen() && target == Target.ONE ? Consequence.DONE : Consequence.NONE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FINISHED, 2, 0, NONE, TO_ALL, ''",
    "FINISHED, 2, 0, AFTER_CANARIES, PAUSE, 'The first devices are done. Resume to go on.'",
    "FINISHED, 2, 1, NONE, NONE, ''",
    "FINISHED, 1, 0, NONE, NONE, ''",
    "ERROR, 2, 0, NONE, PAUSE, 'It failed on gw. Resume to go on with all others.'",
    "ERROR, 2, 1, NONE, PAUSE, 'It failed on gw. Resume to go on with all others.'",
    "CANCELED, 2, 0, NONE, PAUSE, 'It was cancelled on gw. Resume to go on with all others.'"
  })
  void canariesDecideAboutTheOthers(
      ActionState end, long all, long active, Hold hold, Consequence consequence, String reason) {
    RolloutFacts rollout =
        new RolloutFacts(
            RolloutState.RUNNING,
            RolloutStage.CANARY,
            Target.ALL,
            2,
            hold,
            FailureLimit.USUAL,
            new Ended(0, 0));
    assertThat(RolloutRules.afterEnd(rollout, end, "gw", new Counted(all, active, 0, 0)))
        .isEqualTo(new Verdict(consequence, reason));
  }

  @Test
  void aPausedRolloutStaysPaused() {
    for (ActionState end :
        EnumSet.of(ActionState.FINISHED, ActionState.ERROR, ActionState.CANCELED)) {
      assertThat(
              RolloutRules.afterEnd(
                      rollout(RolloutState.PAUSED, RolloutStage.CANARY, Target.ALL),
                      end,
                      "gw",
                      new Counted(2, 0, 2, 2))
                  .consequence())
          .isEqualTo(Consequence.NONE);
    }
  }

  @Test
  void tooManyFailuresPauseItAndThoseThatWereSeenDoNotCount() {
    RolloutFacts rollout = rollout(RolloutState.RUNNING, RolloutStage.ALL, Target.ALL);
    assertThat(RolloutRules.afterEnd(rollout, ActionState.ERROR, "gw", new Counted(9, 3, 1, 5)))
        .extracting(Verdict::consequence)
        .isEqualTo(Consequence.NONE);
    assertThat(RolloutRules.afterEnd(rollout, ActionState.ERROR, "gw", new Counted(9, 3, 2, 4)))
        .isEqualTo(
            new Verdict(
                Consequence.PAUSE,
                "It failed on 2 of 6 devices that are done, the last of them gw; the limit is 2."
                    + " Resume to go on all the same."));
    RolloutFacts resumed =
        new RolloutFacts(
            rollout.state(),
            rollout.stage(),
            rollout.target(),
            0,
            Hold.NONE,
            rollout.maxFailures(),
            new Ended(2, 4));
    assertThat(RolloutRules.afterEnd(resumed, ActionState.ERROR, "gw", new Counted(9, 2, 3, 4)))
        .extracting(Verdict::consequence)
        .isEqualTo(Consequence.NONE);
  }

  @Test
  void aSuccessNeverPausesIt() {
    assertThat(
            RolloutRules.afterEnd(
                rollout(RolloutState.RUNNING, RolloutStage.ALL, Target.ALL),
                ActionState.FINISHED,
                "gw",
                new Counted(9, 0, 9, 0)))
        .extracting(Verdict::consequence)
        .isEqualTo(Consequence.NONE);
  }

  @Test
  void whoeverResumesGoesToAllWhenNoCanaryIsAtWork() {
    RolloutFacts canaries = rollout(RolloutState.PAUSED, RolloutStage.CANARY, Target.ALL);
    assertThat(RolloutRules.resumesToAll(canaries, NONE)).isTrue();
    assertThat(RolloutRules.resumesToAll(canaries, new Counted(2, 1, 1, 0))).isFalse();
    assertThat(
            RolloutRules.resumesToAll(
                rollout(RolloutState.PAUSED, RolloutStage.ALL, Target.ALL),
                new Counted(2, 1, 1, 0)))
        .isTrue();
    assertThat(
            RolloutRules.resumesToAll(
                rollout(RolloutState.PAUSED, RolloutStage.ALL, Target.ONE), NONE))
        .isFalse();
  }

  @Test
  void thereIsRoomForCanariesAndThenForAll() {
    RolloutFacts canaries = rollout(RolloutState.RUNNING, RolloutStage.CANARY, Target.ALL);
    assertThat(RolloutRules.room(canaries, NONE)).isEqualTo(2);
    assertThat(RolloutRules.room(canaries, new Counted(2, 1, 0, 0))).isZero();
    assertThat(RolloutRules.room(canaries, new Counted(3, 1, 0, 0))).isZero();
    for (RolloutState state : RolloutState.values()) {
      assertThat(
              RolloutRules.room(
                  rollout(state, RolloutStage.ALL, Target.ALL), new Counted(9, 9, 0, 0)))
          .isEqualTo(state.isOpen() ? Long.MAX_VALUE : 0);
    }
  }

  @Test
  void whatEndsWithARollout() {
    assertThat(RolloutRules.ending(RolloutState.REPLACED))
        .containsExactlyInAnyOrder(ActionState.CONFIRM, ActionState.PENDING);
    assertThat(RolloutRules.ending(RolloutState.CANCELED))
        .containsExactlyInAnyOrder(
            ActionState.CONFIRM, ActionState.PENDING, ActionState.RUNNING, ActionState.DOWNLOADED);
    for (RolloutState state :
        EnumSet.of(RolloutState.RUNNING, RolloutState.PAUSED, RolloutState.DONE)) {
      assertThat(RolloutRules.ending(state)).isEmpty();
    }
  }
}
