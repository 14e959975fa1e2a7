package io.assetota.handlers.sound;

import io.assetota.core.model.AssetException;
import org.jspecify.annotations.Nullable;

/**
 * Sound can't be played here, or is in a form that can't be decoded; the message says what to do.
 */
public final class SoundException extends AssetException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what is wrong and what to do
   */
  public SoundException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what is wrong and what to do
   * @param cause the lower-level failure, or null
   */
  public SoundException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
