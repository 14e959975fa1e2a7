package io.assetota.ota;

import io.assetota.core.model.AssetException;

/** The bundle is valid, but this device must not install it in its present state. */
public final class UpdateRefusedException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The application is older than the installed one. */
    DOWNGRADE,
    /** The application needs a newer system. */
    SYSTEM_TOO_OLD,
    /** Another application is on trial, and has to be confirmed or rolled back first. */
    ON_TRIAL,
    /** The signatures are not those that this device trusts. */
    UNTRUSTED
  }

  /** Why. */
  private final Reason reason;

  UpdateRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /**
   * Returns why.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }
}
