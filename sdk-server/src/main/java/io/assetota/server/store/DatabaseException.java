package io.assetota.server.store;

import io.assetota.core.model.AssetException;
import org.jspecify.annotations.Nullable;

/** The database failed. */
final class DatabaseException extends AssetException {
  private static final long serialVersionUID = 1L;

  DatabaseException(String message, @Nullable Throwable cause) {
    super("The database failed: " + message, cause);
  }
}
