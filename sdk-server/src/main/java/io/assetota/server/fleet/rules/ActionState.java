package io.assetota.server.fleet.rules;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;

/** How far an action is. {@link ActionRules} says how it goes from one to another. */
public enum ActionState {
  /** The device's owner has to agree first. */
  CONFIRM,
  /** The device has not read its orders yet. */
  PENDING,
  /** The device works on it. */
  RUNNING,
  /** The device has fetched everything, and will install it later. */
  DOWNLOADED,
  /** The device is asked to stop. */
  CANCELING,
  /** The release is installed. */
  FINISHED,
  /** The update failed, or its application did so again and again after it was installed. */
  ERROR,
  /** The update was stopped. */
  CANCELED;

  /** The device has not begun. */
  public static final ImmutableSet<ActionState> WAITING = Sets.immutableEnumSet(CONFIRM, PENDING);

  /** The device has begun, so that it has to be asked to stop. */
  public static final ImmutableSet<ActionState> STARTED =
      Sets.immutableEnumSet(RUNNING, DOWNLOADED, CANCELING);

  /** The device may fetch the bundle. */
  public static final ImmutableSet<ActionState> FETCHING =
      Sets.immutableEnumSet(PENDING, RUNNING, DOWNLOADED);

  /** Tells whether the device still has something to do. */
  public boolean isActive() {
    return WAITING.contains(this) || STARTED.contains(this);
  }
}
