package io.assetota.handlers.coprocessor.line;

import io.assetota.core.model.AssetException;
import org.jspecify.annotations.Nullable;

/** One exchange with a boot loader failed; after finding each other again it may be repeated. */
public final class FrameException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** How it failed. */
  public enum Kind {
    /** Nothing came, or too little. */
    SILENCE,
    /** The part answered NACK. */
    REFUSED,
    /** Something came that is no answer. */
    GARBLED,
    /** BUSY, and nothing else until the deadline. */
    BUSY
  }

  /** How it failed. */
  private final Kind kind;

  public FrameException(Kind kind, String message) {
    this(kind, message, null);
  }

  public FrameException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
