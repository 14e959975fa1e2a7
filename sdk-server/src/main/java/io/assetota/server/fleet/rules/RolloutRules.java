package io.assetota.server.fleet.rules;

import static io.assetota.server.fleet.rules.RolloutState.CANCELED;
import static io.assetota.server.fleet.rules.RolloutState.DONE;
import static io.assetota.server.fleet.rules.RolloutState.PAUSED;
import static io.assetota.server.fleet.rules.RolloutState.REPLACED;
import static io.assetota.server.fleet.rules.RolloutState.RUNNING;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
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
 *          RUNNING   PAUSED    CANCELED  REPLACED  DONE
 * PAUSE    PAUSED    -         -         -         -
 * RESUME   -         RUNNING   -         -         -
 * CANCEL   CANCELED  CANCELED  -         -         -
 * REPLACE  REPLACED  REPLACED  -         -         -
 * FINISH   DONE      DONE      -         -         -
 * </pre>
 *
 * <p>When an action of a rollout ends:
 *
 * <ul>
 *   <li>A rollout for one device is done, however the action ended.
 *   <li>A running rollout in the stage of canaries is paused by a canary that fails or is
 *       cancelled. When all canaries have succeeded, it goes to all devices, or waits for a person
 *       if it is to {@linkplain Hold hold}.
 *   <li>A running rollout to all devices is paused when its {@link FailureLimit} is reached.
 *   <li>Any other rollout stays as it is.
 * </ul>
 */
public final class RolloutRules {
  private static final ImmutableSet<ActionState> ACTIVE =
      Sets.immutableEnumSet(Sets.union(ActionState.WAITING, ActionState.STARTED));

  /** What follows for a rollout. */
  public enum Consequence {
    /** Nothing. */
    NONE,
    /** It is done. */
    DONE,
    /** It pauses. */
    PAUSE,
    /** It goes to all devices. */
    TO_ALL
  }

  /**
   * What follows for a rollout, and why.
   *
   * @param consequence what follows
   * @param reason for people; empty where there is nothing to explain
   */
  public record Verdict(Consequence consequence, String reason) {
    private static final Verdict NOTHING = new Verdict(Consequence.NONE, "");

    private static Verdict pause(String reason) {
      return new Verdict(Consequence.PAUSE, reason);
    }
  }

  private RolloutRules() {}

  /** Returns the state after an event; empty if the event has no place in that state. */
  public static Optional<RolloutState> after(RolloutState state, RolloutEvent event) {
    return switch (event) {
      case PAUSE -> from(EnumSet.of(RUNNING), state, PAUSED);
      case RESUME -> from(EnumSet.of(PAUSED), state, RUNNING);
      case CANCEL -> from(RolloutState.OPEN, state, CANCELED);
      case REPLACE -> from(RolloutState.OPEN, state, REPLACED);
      case FINISH -> from(RolloutState.OPEN, state, DONE);
    };
  }

  private static Optional<RolloutState> from(
      Set<RolloutState> expected, RolloutState state, RolloutState after) {
    return expected.contains(state) ? Optional.of(after) : Optional.empty();
  }

  /**
   * Decides what follows from the end of an action.
   *
   * @param end how it ended
   * @param deviceId its device, for the reason
   */
  public static <X extends Exception> Verdict afterEnd(
      RolloutFacts rollout, ActionState end, String deviceId, Counts<X> counts) throws X {
    if (!rollout.state().isOpen()) {
      return Verdict.NOTHING;
    }
    if (rollout.target() == Target.ONE) {
      return new Verdict(Consequence.DONE, "");
    }
    if (rollout.state() != RUNNING) {
      return Verdict.NOTHING;
    }
    if (rollout.stage() == RolloutStage.CANARY) {
      return afterCanary(rollout, end, deviceId, counts);
    }
    return end == ActionState.ERROR ? afterFailure(rollout, deviceId, counts) : Verdict.NOTHING;
  }

  private static <X extends Exception> Verdict afterCanary(
      RolloutFacts rollout, ActionState end, String deviceId, Counts<X> counts) throws X {
    if (end != ActionState.FINISHED) {
      String what = end == ActionState.ERROR ? "It failed on " : "It was cancelled on ";
      return Verdict.pause(what + deviceId + ". Resume to go on with all others.");
    }
    if (counts.active() > 0 || counts.all() < rollout.canaries()) {
      return Verdict.NOTHING;
    }
    return rollout.hold() == Hold.AFTER_CANARIES
        ? Verdict.pause("The first devices are done. Resume to go on.")
        : new Verdict(Consequence.TO_ALL, "");
  }

  private static <X extends Exception> Verdict afterFailure(
      RolloutFacts rollout, String deviceId, Counts<X> counts) throws X {
    Ended ended = counts.ended().since(rollout.before());
    if (!rollout.maxFailures().isReachedBy(ended.failed(), ended.finished(), counts.all())) {
      return Verdict.NOTHING;
    }
    return Verdict.pause(
        "It failed on "
            + ended.failed()
            + " of "
            + ended.total()
            + " devices that are done, the last of them "
            + deviceId
            + "; the limit is "
            + rollout.maxFailures()
            + ". Resume to go on all the same.");
  }

  /** Tells whether a rollout that a person resumes goes to all devices now. */
  public static <X extends Exception> boolean resumesToAll(RolloutFacts rollout, Counts<X> counts)
      throws X {
    return rollout.target() == Target.ALL
        && (rollout.stage() == RolloutStage.ALL || counts.active() == 0);
  }

  /** Returns how many more devices may get a rollout now. */
  public static <X extends Exception> long room(RolloutFacts rollout, Counts<X> counts) throws X {
    if (!rollout.state().isOpen()) {
      return 0;
    }
    return rollout.stage() == RolloutStage.ALL
        ? Long.MAX_VALUE
        : Math.max(0, rollout.canaries() - counts.all());
  }

  /** Returns the states of those actions that end with a rollout in this state. */
  public static Set<ActionState> ending(RolloutState state) {
    return switch (state) {
      case RUNNING, PAUSED, DONE -> Set.of();
      // Who has begun goes on, until the new rollout is theirs.
      case REPLACED -> ActionState.WAITING;
      case CANCELED ->
          Sets.immutableEnumSet(Sets.difference(ACTIVE, Set.of(ActionState.CANCELING)));
    };
  }
}
