package io.assetota.server.fleet.rules;

import static io.assetota.server.fleet.rules.RolloutState.CANCELED;
import static io.assetota.server.fleet.rules.RolloutState.DONE;
import static io.assetota.server.fleet.rules.RolloutState.HALTED;
import static io.assetota.server.fleet.rules.RolloutState.PAUSED;
import static io.assetota.server.fleet.rules.RolloutState.REPLACED;
import static io.assetota.server.fleet.rules.RolloutState.RUNNING;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.assetota.ota.rollout.FailureLimit;
import io.assetota.server.fleet.rules.RolloutFacts.Counts;
import io.assetota.server.fleet.rules.RolloutFacts.Target;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How rollouts go from state to state, and what follows from the end of one of their actions. Rows
 * are events, columns are states; a dash stands for an event that has no place in that state.
 *
 * <pre>
 *          RUNNING   PAUSED    HALTED    CANCELED  REPLACED  DONE
 * PAUSE    PAUSED    -         -         -         -         -
 * HALT     HALTED    HALTED    -         -         -         -
 * RESUME   -         RUNNING   RUNNING   -         -         -
 * CANCEL   CANCELED  CANCELED  CANCELED  -         -         -
 * REPLACE  REPLACED  REPLACED  REPLACED  -         -         -
 * BLOCK    CANCELED  CANCELED  CANCELED  -         CANCELED  -
 * FINISH   DONE      DONE      DONE      -         -         -
 * </pre>
 *
 * <p>When an action of a rollout ends, or one that has succeeded turns out to have failed:
 *
 * <ul>
 *   <li>A rollout for one device is done, however the action ended.
 *   <li>A rollout that runs, or is paused, halts when the {@link FailureLimit} of the whole, or of
 *       the wave that it has got to, is reached: who resumes it has to know that. In a wave that
 *       others wait for, a cancelled update is a failure: it proves nothing.
 *   <li>Otherwise {@link #progress} tells whether the wave is done.
 * </ul>
 */
public final class RolloutRules {
  /** The states of actions that have not ended. */
  public static final ImmutableSet<ActionState> ACTIVE =
      Sets.immutableEnumSet(Sets.union(ActionState.WAITING, ActionState.STARTED));

  private static final ImmutableSet<ActionState> FAILED = Sets.immutableEnumSet(ActionState.ERROR);
  private static final ImmutableSet<ActionState> NOT_PROVEN =
      Sets.immutableEnumSet(ActionState.ERROR, ActionState.CANCELED);
  private static final int ALL = 100;

  /** What follows for a rollout. */
  public enum Consequence {
    /** Nothing. */
    NONE,
    /** It is done. */
    DONE,
    /** It waits for a person, as planned. */
    PAUSE,
    /** It halts. */
    HALT,
    /** Its wave is done: the next one follows after the time that is planned. */
    WAVE_DONE
  }

  /**
   * What follows for a rollout, and why.
   *
   * @param consequence what follows
   * @param reason for people; empty where there is nothing to explain
   */
  public record Verdict(Consequence consequence, String reason) {
    private static final Verdict NOTHING = new Verdict(Consequence.NONE, "");
  }

  private RolloutRules() {}

  /** Returns the state after an event; empty if the event has no place in that state. */
  public static Optional<RolloutState> after(RolloutState state, RolloutEvent event) {
    return switch (event) {
      case PAUSE -> from(EnumSet.of(RUNNING), state, PAUSED);
      case HALT -> from(EnumSet.of(RUNNING, PAUSED), state, HALTED);
      case RESUME -> from(EnumSet.of(PAUSED, HALTED), state, RUNNING);
      case CANCEL -> from(RolloutState.OPEN, state, CANCELED);
      case REPLACE -> from(RolloutState.OPEN, state, REPLACED);
      case BLOCK -> from(Sets.union(RolloutState.OPEN, Set.of(REPLACED)), state, CANCELED);
      case FINISH -> from(RolloutState.OPEN, state, DONE);
    };
  }

  private static Optional<RolloutState> from(
      Set<RolloutState> expected, RolloutState state, RolloutState after) {
    return expected.contains(state) ? Optional.of(after) : Optional.empty();
  }

  /**
   * Decides what follows from the end of an action. That it has failed after all is another end,
   * also when its wave is done.
   *
   * @param end how it ended
   * @param deviceId its device, for the reason
   * @param whole counts the whole rollout
   * @param wave counts the wave that it has got to
   */
  public static <X extends Exception> Verdict afterEnd(
      RolloutFacts rollout, ActionState end, String deviceId, Counts<X> whole, Counts<X> wave)
      throws X {
    if (!rollout.state().isOpen()) {
      return Verdict.NOTHING;
    }
    if (rollout.target() == Target.ONE) {
      return new Verdict(Consequence.DONE, "");
    }
    if (rollout.state() == HALTED) {
      return Verdict.NOTHING;
    }
    Verdict failure = afterFailure(rollout, end, deviceId, whole, wave);
    return failure.consequence() == Consequence.NONE ? progress(rollout, wave) : failure;
  }

  private static <X extends Exception> Verdict afterFailure(
      RolloutFacts rollout, ActionState end, String deviceId, Counts<X> whole, Counts<X> wave)
      throws X {
    WaveFacts now = rollout.wave();
    Set<ActionState> failures = failuresOf(now);
    if (now.of() > 1 && failures.contains(end)) {
      Ended ended = wave.ended(failures).since(now.before());
      if (now.maxFailures().isReachedBy(ended.failed(), ended.finished(), wave.all())) {
        String which = "In wave " + (now.position() + 1) + " of " + now.of() + ", it ";
        return halt(which, end, ended, deviceId, now.maxFailures());
      }
    }
    if (FAILED.contains(end)) {
      Ended ended = whole.ended(FAILED).since(rollout.before());
      if (rollout.maxFailures().isReachedBy(ended.failed(), ended.finished(), whole.all())) {
        return halt("It ", end, ended, deviceId, rollout.maxFailures());
      }
    }
    return Verdict.NOTHING;
  }

  /** Returns which ends of updates count as failures of a wave. */
  public static Set<ActionState> failuresOf(WaveFacts wave) {
    return wave.isLast() ? FAILED : NOT_PROVEN;
  }

  private static Verdict halt(
      String subject, ActionState end, Ended ended, String deviceId, FailureLimit limit) {
    return new Verdict(
        Consequence.HALT,
        subject
            + (end == ActionState.CANCELED ? "failed or was cancelled" : "failed")
            + " on "
            + ended.failed()
            + " of "
            + ended.total()
            + (ended.total() == 1
                ? " device that is done: "
                : " devices that are done, the last" + " of them ")
            + deviceId
            + "; the limit is "
            + limit
            + ". Resume to go on all the same.");
  }

  /**
   * Decides what follows from how far the wave is, when the last of its devices has got its part,
   * and whenever one of them ends.
   */
  public static <X extends Exception> Verdict progress(RolloutFacts rollout, Counts<X> wave)
      throws X {
    WaveFacts now = rollout.wave();
    // A rollout that grows is never over: its many devices aren't counted at the end of each.
    if (rollout.state() != RUNNING
        || rollout.target() == Target.ONE
        || now.progress() == WaveFacts.Progress.DONE
        || (now.isLast() && rollout.target().grows())
        || !isComplete(now, wave)) {
      return Verdict.NOTHING;
    }
    if (now.isLast()) {
      return new Verdict(Consequence.DONE, "");
    }
    return now.position() == 0 && rollout.hold() == Hold.AFTER_CANARIES
        ? new Verdict(Consequence.PAUSE, "The first devices are done. Resume to go on.")
        : new Verdict(Consequence.WAVE_DONE, "");
  }

  /** Tells whether so many of a wave's devices are done that the next one may follow. */
  public static <X extends Exception> boolean isComplete(WaveFacts wave, Counts<X> counts)
      throws X {
    if (wave.settlement() != WaveFacts.Settlement.SETTLED) {
      return false;
    }
    boolean isAtWork = counts.areActive();
    if (isAtWork && (wave.success() == ALL || wave.isLast())) {
      return false;
    }
    long all = counts.all();
    long devices = Math.max(all, wave.devices().orElse(0));
    return isAtWork
        ? counts.ended(FAILED).finished() * ALL >= wave.success() * devices
        : all >= devices;
  }

  /**
   * Tells whether the wave of a rollout that a person resumes is done: none of its devices works on
   * it any more, however they ended.
   */
  public static <X extends Exception> boolean isDoneForPerson(WaveFacts wave, Counts<X> counts)
      throws X {
    return !wave.isLast() && isComplete(wave, counts);
  }

  /** Returns how many more devices the wave of a rollout has room for. */
  public static <X extends Exception> long room(RolloutFacts rollout, Counts<X> wave) throws X {
    if (!rollout.state().isOpen()) {
      return 0;
    }
    return rollout.wave().devices().isEmpty()
        ? Long.MAX_VALUE
        : Math.max(0, rollout.wave().devices().getAsLong() - wave.all());
  }

  /**
   * Tells whether a wave has only the devices that it got: no others are left for it. A first wave
   * that has none waits for those that come.
   */
  public static boolean isClosedWith(WaveFacts wave, long devices) {
    return wave.devices().isPresent() && (wave.position() > 0 || devices > 0);
  }

  /** Returns the states of those actions that end with a rollout in this state. */
  public static Set<ActionState> ending(RolloutState state) {
    return switch (state) {
      case RUNNING, PAUSED, HALTED, DONE -> Set.of();
      // Who has begun goes on, until the new rollout is theirs.
      case REPLACED -> ActionState.WAITING;
      case CANCELED ->
          Sets.immutableEnumSet(Sets.difference(ACTIVE, Set.of(ActionState.CANCELING)));
    };
  }
}
