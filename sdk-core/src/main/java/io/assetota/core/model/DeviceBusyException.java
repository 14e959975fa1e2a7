package io.assetota.core.model;

/** What one process at a time may be to a device folder is another one, or this one already. */
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
}
