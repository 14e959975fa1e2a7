package io.assetota.ota.http;

import io.assetota.core.model.AssetException;
import org.jspecify.annotations.Nullable;

/** A source can't bring its bundle. */
public final class SourceException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** What to do about it. */
  public enum Kind {
    /** The network, or a server that is busy or broken for now: trying again later may help. */
    TEMPORARY,
    /** The bundle at this address is another one than when the update began: plan again. */
    CHANGED,
    /** The server says that there is nothing for this device: address or credentials are wrong. */
    REFUSED,
    /** The connection is not to be trusted. */
    UNTRUSTED,
    /** The server breaks the protocol. */
    PROTOCOL,
    /** What comes is not what was bundled: bytes are wrong, at the server or on the way. */
    DAMAGED
  }

  /** What to do about it. */
  private final Kind kind;

  /**
   * Creates an exception.
   *
   * @param kind what to do about it
   * @param message what was wrong, where, and what to do
   * @param cause the lower-level failure, or null
   */
  public SourceException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * Creates an exception.
   *
   * @param kind what to do about it
   * @param message what was wrong, where, and what to do
   */
  public SourceException(Kind kind, String message) {
    this(kind, message, null);
  }

  /**
   * Returns what to do about it.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }
}
