package io.assetota.server.fleet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.ota.rollout.FailureLimit;
import io.assetota.ota.rollout.RolloutTextException;
import io.assetota.server.fleet.rules.RolloutFacts.Counts;
import io.assetota.server.fleet.rules.RolloutFacts.Target;
import io.assetota.server.fleet.rules.RolloutRules.Consequence;
import io.assetota.server.fleet.rules.RolloutRules.Verdict;
import io.assetota.server.fleet.rules.WaveFacts.Progress;
import io.assetota.server.fleet.rules.WaveFacts.Settlement;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
                   RUNNING   PAUSED    HALTED    CANCELED  REPLACED  DONE
          PAUSE    PAUSED    -         -         -         -         -
          HALT     HALTED    HALTED    -         -         -         -
          RESUME   -         RUNNING   RUNNING   -         -         -
          CANCEL   CANCELED  CANCELED  CANCELED  -         -         -
          REPLACE  REPLACED  REPLACED  REPLACED  -         -         -
          BLOCK    CANCELED  CANCELED  CANCELED  -         CANCELED  -
          FINISH   DONE      DONE      DONE      -         -         -
          """);

  private static final EnumSet<ActionState> ENDS =
      EnumSet.of(ActionState.FINISHED, ActionState.ERROR, ActionState.CANCELED);

  /** What the rules count: all, active, failed, finished and cancelled. */
  private record Counted(long all, long active, long failed, long finished, long cancelled)
      implements Counts<RuntimeException> {
    Counted(long all, long active, long failed, long finished) {
      this(all, active, failed, finished, 0);
    }

    @Override
    public boolean areActive() {
      return active > 0;
    }

    @Override
    public Ended ended(Set<ActionState> failures) {
      return new Ended(
          (failures.contains(ActionState.ERROR) ? failed : 0)
              + (failures.contains(ActionState.CANCELED) ? cancelled : 0),
          finished);
    }
  }

  private static final Counted NONE = new Counted(0, 0, 0, 0);
  private static final Ended NEVER = new Ended(0, 0);

  /** The first of so many waves, or the only one. */
  private static WaveFacts wave(int position, int of, long devices, String maxFailures) {
    try {
      return new WaveFacts(
          position,
          of,
          position == of - 1 ? OptionalLong.empty() : OptionalLong.of(devices),
          FailureLimit.parse(maxFailures),
          100,
          NEVER,
          Settlement.SETTLED,
          Progress.GOING_ON);
    } catch (RolloutTextException e) {
      throw new AssertionError(e);
    }
  }

  private static RolloutFacts rollout(RolloutState state, Target target, WaveFacts wave) {
    return new RolloutFacts(state, target, wave, Hold.NONE, new FailureLimit(2, false), NEVER);
  }

  private static Verdict end(RolloutFacts rollout, ActionState end, Counted whole, Counted wave) {
    return RolloutRules.afterEnd(rollout, end, "gw", whole, wave);
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
    for (ActionState end : ENDS) {
      for (Target target : Target.values()) {
        Counted all = new Counted(9, 3, 1, 1);
        Consequence consequence =
            end(rollout(state, target, wave(0, 1, 0, "none")), end, all, all).consequence();
        assertThat(consequence)
            .isEqualTo(
                state.isOpen() && target == Target.ONE ? Consequence.DONE : Consequence.NONE);
      }
    }
  }

  /** In a wave of two, whose limit is one failure, with another one behind it. */
  @ParameterizedTest
  @CsvSource({
    "FINISHED, 2, 0, 0, 2, 0, NONE, WAVE_DONE",
    "FINISHED, 2, 0, 0, 2, 0, AFTER_CANARIES, PAUSE",
    "FINISHED, 2, 1, 0, 1, 0, NONE, NONE",
    "FINISHED, 1, 0, 0, 1, 0, NONE, NONE",
    "ERROR, 2, 0, 1, 1, 0, NONE, HALT",
    "ERROR, 2, 1, 1, 0, 0, NONE, HALT",
    "CANCELED, 2, 0, 0, 1, 1, NONE, HALT",
    "CANCELED, 2, 1, 0, 0, 1, AFTER_CANARIES, HALT"
  })
  void theFirstDevicesDecideAboutTheOthers(
      ActionState end,
      long all,
      long active,
      long failed,
      long finished,
      long cancelled,
      Hold hold,
      Consequence consequence) {
    RolloutFacts rollout =
        new RolloutFacts(
            RolloutState.RUNNING, Target.ALL, wave(0, 2, 2, "1"), hold, FailureLimit.USUAL, NEVER);
    Counted counted = new Counted(all, active, failed, finished, cancelled);
    assertThat(end(rollout, end, counted, counted).consequence()).isEqualTo(consequence);
  }

  /** In the second of three waves, of 100 devices, with 5% as the limit of each and the whole. */
  @ParameterizedTest
  @CsvSource({
    // failed and finished in the wave, failed and finished in all
    "1, 0, 1, 900, NONE",
    "2, 0, 2, 900, NONE",
    "3, 0, 3, 900, HALT",
    "3, 56, 3, 956, HALT",
    "3, 58, 3, 958, NONE",
    "3, 58, 60, 958, HALT"
  })
  void aBadWaveIsNotHiddenByTheSuccessOfOthers(
      long failed, long finished, long allFailed, long allFinished, Consequence consequence) {
    RolloutFacts rollout =
        new RolloutFacts(
            RolloutState.RUNNING,
            Target.TAG,
            wave(1, 3, 100, "5%"),
            Hold.NONE,
            new FailureLimit(5, true),
            NEVER);
    Verdict verdict =
        end(
            rollout,
            ActionState.ERROR,
            new Counted(1000, 40, allFailed, allFinished),
            new Counted(100, 40, failed, finished));
    assertThat(verdict.consequence()).isEqualTo(consequence);
  }

  @Test
  void whatHaltsItIsSaid() {
    assertThat(
            end(
                rollout(RolloutState.RUNNING, Target.ALL, wave(0, 3, 5, "1")),
                ActionState.ERROR,
                NONE,
                new Counted(5, 4, 1, 0)))
        .isEqualTo(
            new Verdict(
                Consequence.HALT,
                "In wave 1 of 3, it failed on 1 of 1 device that is done: gw; the limit is 1."
                    + " Resume to go on all the same."));
    assertThat(
            end(
                rollout(RolloutState.RUNNING, Target.ALL, wave(0, 1, 0, "none")),
                ActionState.ERROR,
                new Counted(9, 3, 2, 4),
                NONE))
        .isEqualTo(
            new Verdict(
                Consequence.HALT,
                "It failed on 2 of 6 devices that are done, the last of them gw; the limit is 2."
                    + " Resume to go on all the same."));
  }

  @Test
  void aHaltedRolloutStaysSoAndAPausedOneDoesBelowTheLimit() {
    for (RolloutState state : EnumSet.of(RolloutState.PAUSED, RolloutState.HALTED)) {
      for (ActionState end : ENDS) {
        Counted all = new Counted(2, 0, 2, 2);
        boolean halts = state == RolloutState.PAUSED && end != ActionState.FINISHED;
        assertThat(end(rollout(state, Target.ALL, wave(0, 2, 2, "1")), end, all, all))
            .as(state + " " + end)
            .extracting(Verdict::consequence)
            .isEqualTo(halts ? Consequence.HALT : Consequence.NONE);
        assertThat(end(rollout(state, Target.ALL, wave(0, 2, 2, "3")), end, NONE, all))
            .as(state + " " + end)
            .extracting(Verdict::consequence)
            .isEqualTo(Consequence.NONE);
      }
    }
  }

  @Test
  void whatAPersonHasSeenDoesNotCount() {
    RolloutFacts resumed =
        new RolloutFacts(
            RolloutState.RUNNING,
            Target.ALL,
            wave(1, 2, 0, "none"),
            Hold.NONE,
            new FailureLimit(2, false),
            new Ended(2, 4));
    assertThat(end(resumed, ActionState.ERROR, new Counted(9, 2, 3, 4), NONE).consequence())
        .isEqualTo(Consequence.NONE);
    assertThat(end(resumed, ActionState.ERROR, new Counted(9, 1, 4, 4), NONE).consequence())
        .isEqualTo(Consequence.HALT);
  }

  /** A wave that is done, of which one device has failed after all. */
  @ParameterizedTest
  @CsvSource({"1, NONE, HALT", "2, NONE, NONE", "2, AFTER_CANARIES, NONE", "none, NONE, NONE"})
  void aWaveThatIsDoneMayStillHaltIt(String limit, Hold hold, Consequence consequence) {
    WaveFacts wave = wave(0, 2, 3, limit);
    WaveFacts done =
        new WaveFacts(
            wave.position(),
            wave.of(),
            wave.devices(),
            wave.maxFailures(),
            wave.success(),
            wave.before(),
            wave.settlement(),
            Progress.DONE);
    RolloutFacts rollout =
        new RolloutFacts(
            RolloutState.RUNNING, Target.ALL, done, hold, new FailureLimit(9, false), NEVER);
    Counted counted = new Counted(3, 0, 1, 2);
    assertThat(end(rollout, ActionState.ERROR, counted, counted).consequence())
        .isEqualTo(consequence);
  }

  @Test
  void ofWhatHadEndedBeforeThereMayBeFewer() {
    assertThat(new Ended(4, 6).since(new Ended(3, 7))).isEqualTo(new Ended(1, 0));
    assertThat(new Ended(2, 9).since(new Ended(3, 7))).isEqualTo(new Ended(0, 2));
  }

  @Test
  void aSuccessNeverHaltsIt() {
    Counted bad = new Counted(9, 1, 8, 0);
    assertThat(
            end(
                    rollout(RolloutState.RUNNING, Target.ALL, wave(0, 2, 9, "1")),
                    ActionState.FINISHED,
                    bad,
                    bad)
                .consequence())
        .isEqualTo(Consequence.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void theLastWaveIsTheEndWhereNoOtherDeviceCanCome(Target target) {
    WaveFacts last = wave(1, 2, 0, "none");
    Consequence consequence =
        RolloutRules.progress(rollout(RolloutState.RUNNING, target, last), new Counted(3, 0, 0, 3))
            .consequence();
    assertThat(consequence).isEqualTo(target == Target.LIST ? Consequence.DONE : Consequence.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 10, 0, 5, 5, true",
    "100, 10, 1, 0, 9, false",
    "90, 10, 1, 0, 9, true",
    "90, 10, 2, 0, 8, false",
    // The others of the ten have not got it yet.
    "90, 9, 0, 0, 9, false"
  })
  void aWaveIsDoneWhenEnoughDevicesAre(
      int success, long all, long active, long failed, long finished, boolean complete) {
    WaveFacts wave = wave(0, 2, 10, "none");
    Counted counted = new Counted(all, active, failed, finished);
    assertThat(RolloutRules.isComplete(with(wave, success, Settlement.SETTLED), counted))
        .isEqualTo(complete);
    assertThat(RolloutRules.isComplete(with(wave, success, Settlement.UNDER_WAY), counted))
        .isFalse();
  }

  private static WaveFacts with(WaveFacts wave, int success, Settlement settlement) {
    return new WaveFacts(
        wave.position(),
        wave.of(),
        wave.devices(),
        wave.maxFailures(),
        success,
        wave.before(),
        settlement,
        wave.progress());
  }

  @Test
  void whoeverResumesGoesOnWhenNoDeviceOfTheWaveIsAtWork() {
    WaveFacts first = wave(0, 2, 2, "1");
    assertThat(RolloutRules.isDoneForPerson(first, new Counted(2, 0, 2, 0))).isTrue();
    assertThat(RolloutRules.isDoneForPerson(first, new Counted(2, 1, 1, 0))).isFalse();
    assertThat(RolloutRules.isDoneForPerson(first, NONE)).isFalse();
    assertThat(RolloutRules.isDoneForPerson(wave(1, 2, 0, "1"), new Counted(2, 0, 2, 0))).isFalse();
  }

  @Test
  void thereIsRoomForAWaveAndThenForAll() {
    RolloutFacts first = rollout(RolloutState.RUNNING, Target.ALL, wave(0, 2, 2, "1"));
    assertThat(RolloutRules.room(first, NONE)).isEqualTo(2);
    assertThat(RolloutRules.room(first, new Counted(2, 1, 0, 0))).isZero();
    assertThat(RolloutRules.room(first, new Counted(3, 1, 0, 0))).isZero();
    for (RolloutState state : RolloutState.values()) {
      assertThat(
              RolloutRules.room(
                  rollout(state, Target.ALL, wave(1, 2, 0, "1")), new Counted(9, 9, 0, 0)))
          .isEqualTo(state.isOpen() ? Long.MAX_VALUE : 0);
    }
  }

  @Test
  void aWaveIsClosedWhenNoDeviceIsLeft() {
    assertThat(RolloutRules.isClosedWith(wave(0, 2, 2, "1"), 0)).isFalse();
    assertThat(RolloutRules.isClosedWith(wave(0, 2, 2, "1"), 1)).isTrue();
    assertThat(RolloutRules.isClosedWith(wave(1, 3, 2, "1"), 0)).isTrue();
    assertThat(RolloutRules.isClosedWith(wave(1, 2, 0, "1"), 9)).isFalse();
  }

  @Test
  void whatEndsWithARollout() {
    assertThat(RolloutRules.ending(RolloutState.REPLACED))
        .containsExactlyInAnyOrder(ActionState.CONFIRM, ActionState.PENDING);
    assertThat(RolloutRules.ending(RolloutState.CANCELED))
        .containsExactlyInAnyOrder(
            ActionState.CONFIRM, ActionState.PENDING, ActionState.RUNNING, ActionState.DOWNLOADED);
    for (RolloutState state :
        EnumSet.of(
            RolloutState.RUNNING, RolloutState.PAUSED, RolloutState.HALTED, RolloutState.DONE)) {
      assertThat(RolloutRules.ending(state)).isEmpty();
    }
  }
}
