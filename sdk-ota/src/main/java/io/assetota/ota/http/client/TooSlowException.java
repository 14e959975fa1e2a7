package io.assetota.ota.http.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body that was broken off because it is slower than it has to be. */
public final class TooSlowException extends IOException {
  private static final long serialVersionUID = 1L;

  TooSlowException(String message, @Nullable IOException cause) {
    super(message, cause);
  }
}
