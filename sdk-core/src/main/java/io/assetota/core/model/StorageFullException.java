package io.assetota.core.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
   * Explains why a file could not be written: a full disk tells it in many languages.
   *
   * @param failure what the write failed with
   * @param folder a folder on the disk that was written to
   * @param needed bytes that could not be written
   * @return an exception of this kind, with the failure as its cause, if the disk has no room for
   *     them; else the failure
   */
  public static IOException explain(IOException failure, Path folder, long needed) {
    long usable;
    try {
      usable = Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      failure.addSuppressed(e);
      return failure;
    }
    if (usable >= needed) {
      return failure;
    }
    StorageFullException full =
        new StorageFullException("the disk of " + folder + " is full", needed, usable);
    full.initCause(failure);
    return full;
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
