package io.assetota.handlers.coprocessor.smp.protocol;

import io.assetota.core.model.AssetException;

/** The part understood a request, and answered with an error. To ask again gives the same. */
public final class SmpRefusedException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** The error of the protocol itself, where it is not one of a group. */
  private final int code;

  SmpRefusedException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** Returns whether the part does not know the command at all. */
  public boolean isNotSupported() {
    return code == SmpErrors.NOT_SUPPORTED;
  }

  /** Returns whether the part only knows the first version of the protocol. */
  boolean isTooNew() {
    return code == SmpErrors.TOO_NEW;
  }
}
