package io.assetota.server.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Recognizes that a disk is full: Java has no exception for it, only the system's words. */
final class DiskFull {
  private DiskFull() {}

  static boolean isReasonOf(@Nullable Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String message = e instanceof IOException ? String.valueOf(e.getMessage()) : "";
      // ENOSPC and EDQUOT as glibc and musl put them.
      if (message.contains("No space left on device") || message.contains("uota exceeded")) {
        return true;
      }
    }
    return false;
  }
}
