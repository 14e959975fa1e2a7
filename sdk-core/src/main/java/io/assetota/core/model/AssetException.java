package io.assetota.core.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The one family of checked exceptions of this SDK.
 *
 * <p>The message is written for the person who has to act: what was wrong, where, and what to do.
 * Subclasses carry the same facts as values for programs. Whatever names and values of others it
 * quotes, it is safe to print and to log: see {@link Printable}.
 */
public class AssetException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was wrong, where, and what to do; made printable by {@link Printable}
   */
  public AssetException(String message) {
    super(Printable.message(message));
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what was wrong, where, and what to do; made printable by {@link Printable}
   * @param cause the lower-level failure, or null
   */
  public AssetException(String message, @Nullable Throwable cause) {
    super(Printable.message(message), cause);
  }
}
