package io.assetota.server.fleet.rules;

import io.assetota.core.model.AssetException;

/** Something that was asked for can't be done as things are; the message tells why. */
public final class RefusedException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** Tells why. */
  public RefusedException(String message) {
    super(message);
  }
}
