package io.assetota.core.handler;

import io.assetota.core.model.AssetException;
import org.jspecify.annotations.Nullable;

/**
 * An asset is not right for the part that it is for: to try again would not help. The {@link
 * io.assetota.core.AssetRouter} does not call the handler again for it before the next start.
 */
public final class UnsuitableAssetException extends AssetException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was wrong, and how the part was left
   * @param cause the lower-level failure, or null
   */
  public UnsuitableAssetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
