package io.assetota.core.model;

import java.nio.file.Path;

/** A device folder is in use by another process, or a second time in this one. */
public final class DeviceBusyException extends AssetException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what is in use, by whom, and what to do
   */
  public DeviceBusyException(String message) {
    super(message);
  }

  /**
   * Creates an exception for a folder that another process has open.
   *
   * @param home the device folder
   * @param owner who has it open
   */
  public DeviceBusyException(Path home, String owner) {
    this(
        "device folder "
            + home
            + " is in use by "
            + owner
            + ": only one process at a time may use it; stop that one, or let it install the update"
            + " itself");
  }
}
