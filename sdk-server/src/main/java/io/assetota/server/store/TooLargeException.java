package io.assetota.server.store;

import io.assetota.core.model.AssetException;

/** An upload has more bytes than are allowed. */
public final class TooLargeException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** An upload with more bytes than this limit. */
  public TooLargeException(long maxBytes) {
    super("The upload is larger than the limit of " + maxBytes + " bytes");
  }
}
