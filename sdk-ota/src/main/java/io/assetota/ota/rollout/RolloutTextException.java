package io.assetota.ota.rollout;

import io.assetota.core.model.AssetException;

/** A text in which a person describes a rollout makes no sense; the message tells what does. */
public final class RolloutTextException extends AssetException {
  private static final long serialVersionUID = 1L;

  RolloutTextException(String message) {
    super(message);
  }
}
