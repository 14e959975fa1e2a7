package io.assetota.core;

import java.nio.file.Path;

/** A device folder is in use by another process, or a second time in this one. */
public final class DeviceBusyException extends AssetException {
  private static final long serialVersionUID = 1L;

  DeviceBusyException(String message) {
    super(message);
  }

  DeviceBusyException(Path home, String owner) {
    this(
        "device folder "
            + home
            + " is in use by "
            + owner
            + ": only one process at a time may use it; stop that one, or let it install the update itself");
  }
}
