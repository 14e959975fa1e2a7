package io.assetota.core;

/** Assets don't fit the device's asset storage or its disk. */
public final class StorageFullException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** Bytes that were needed. */
  private final long needed;

  /** Bytes that there were. */
  private final long available;

  /**
   * Creates an exception.
   *
   * @param what what doesn't fit where
   * @param needed bytes that it takes
   * @param available bytes that there are for it
   */
  public StorageFullException(String what, long needed, long available) {
    super(
        what
            + ": "
            + needed
            + " bytes are needed, there is room for "
            + available
            + " ("
            + (needed - available)
            + " too many)");
    this.needed = needed;
    this.available = available;
  }

  /**
   * Returns what is needed.
   *
   * @return bytes
   */
  public long needed() {
    return needed;
  }

  /**
   * Returns what there is room for.
   *
   * @return bytes
   */
  public long available() {
    return available;
  }
}
