package io.assetota.server.fleet.rules;

import static io.assetota.server.fleet.rules.ActionState.CANCELED;
import static io.assetota.server.fleet.rules.ActionState.CANCELING;
import static io.assetota.server.fleet.rules.ActionState.CONFIRM;
import static io.assetota.server.fleet.rules.ActionState.DOWNLOADED;
import static io.assetota.server.fleet.rules.ActionState.ERROR;
import static io.assetota.server.fleet.rules.ActionState.FINISHED;
import static io.assetota.server.fleet.rules.ActionState.PENDING;
import static io.assetota.server.fleet.rules.ActionState.RUNNING;

import java.util.Optional;

/**
 * How actions go from state to state. Rows are events, columns are states; a dash stands for an
 * event that has no place in that state. An action that has failed or was stopped takes no event,
 * and one that has succeeded only {@link ActionEvent#RELAPSED}.
 *
 * <pre>
 *                  CONFIRM   PENDING     RUNNING     DOWNLOADED  CANCELING  FINISHED
 * AGREED           PENDING   -           -           -           -          -
 * DENIED           CONFIRM   -           -           -           -          -
 * RETRIEVED        -         RUNNING     -           -           -          -
 * PROGRESSED       -         RUNNING     RUNNING     RUNNING     CANCELING  -
 * DOWNLOADED       -         DOWNLOADED  DOWNLOADED  DOWNLOADED  CANCELING  -
 * FETCHED          -         FINISHED    FINISHED    FINISHED    FINISHED   -
 * REJECTED         -         PENDING     RUNNING     DOWNLOADED  CANCELING  -
 * SUCCEEDED        -         FINISHED    FINISHED    FINISHED    FINISHED   -
 * FAILED           -         ERROR       ERROR       ERROR       ERROR      -
 * RELAPSED         -         -           -           -           -          ERROR
 * STOPPED          -         CANCELED    CANCELED    CANCELED    CANCELED   -
 * STOP_ACCEPTED    -         -           -           -           CANCELED   -
 * STOP_REFUSED     -         -           -           -           RUNNING    -
 * STOP_NOTED       -         -           -           -           CANCELING  -
 * CANCEL           CANCELED  CANCELED    CANCELING   CANCELING   CANCELING  -
 * CANCEL_BY_FORCE  CANCELED  CANCELED    CANCELED    CANCELED    CANCELED   -
 * </pre>
 */
public final class ActionRules {
  private ActionRules() {}

  /** Returns the state after an event; empty if the event has no place in that state. */
  public static Optional<ActionState> after(ActionState state, ActionEvent event) {
    if (!state.isActive() && event != ActionEvent.RELAPSED) {
      return Optional.empty();
    }
    return switch (event) {
      case AGREED -> only(CONFIRM, state, PENDING);
      case DENIED -> only(CONFIRM, state, CONFIRM);
      case RETRIEVED -> only(PENDING, state, RUNNING);
      case PROGRESSED -> agreed(state, state == CANCELING ? CANCELING : RUNNING);
      case DOWNLOADED -> agreed(state, state == CANCELING ? CANCELING : DOWNLOADED);
      case REJECTED -> agreed(state, state);
      case FETCHED, SUCCEEDED -> agreed(state, FINISHED);
      case FAILED -> agreed(state, ERROR);
      case RELAPSED -> only(FINISHED, state, ERROR);
      case STOPPED -> agreed(state, CANCELED);
      case STOP_ACCEPTED -> only(CANCELING, state, CANCELED);
      case STOP_REFUSED -> only(CANCELING, state, RUNNING);
      case STOP_NOTED -> only(CANCELING, state, CANCELING);
      case CANCEL -> Optional.of(ActionState.STARTED.contains(state) ? CANCELING : CANCELED);
      case CANCEL_BY_FORCE -> Optional.of(CANCELED);
    };
  }

  private static Optional<ActionState> only(
      ActionState expected, ActionState state, ActionState after) {
    return state == expected ? Optional.of(after) : Optional.empty();
  }

  /** A device has nothing to say before its owner has agreed. */
  private static Optional<ActionState> agreed(ActionState state, ActionState after) {
    return state == CONFIRM ? Optional.empty() : Optional.of(after);
  }

  /** Returns the state that an action begins in. */
  public static ActionState first(Consent consent) {
    return consent == Consent.OF_OWNER ? CONFIRM : PENDING;
  }

  /** Tells whether a device gets to see an action: only a running rollout lets it begin. */
  public static boolean isShown(ActionState state, RolloutState rollout) {
    return state.isActive()
        && (rollout == RolloutState.RUNNING || !ActionState.WAITING.contains(state));
  }
}
