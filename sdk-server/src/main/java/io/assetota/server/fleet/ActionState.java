package io.assetota.server.fleet;

/** How far an action is. */
public enum ActionState {
  /** The device's owner has to agree first. */
  CONFIRM(true),
  /** The device has not looked at it yet. */
  PENDING(true),
  /** The device is at it. */
  RUNNING(true),
  /** The device has everything, and will install it later. */
  DOWNLOADED(true),
  /** The device is asked to stop. */
  CANCELING(true),
  /** Installed. */
  FINISHED(false),
  /** Failed. */
  ERROR(false),
  /** Stopped. */
  CANCELED(false);

  private final boolean active;

  ActionState(boolean active) {
    this.active = active;
  }

  /** Tells whether the device still has something to do. */
  public boolean isActive() {
    return active;
  }

  /** Tells whether the device has begun, so that it has to be asked to stop. */
  boolean isStarted() {
    return this == RUNNING || this == DOWNLOADED || this == CANCELING;
  }
}
