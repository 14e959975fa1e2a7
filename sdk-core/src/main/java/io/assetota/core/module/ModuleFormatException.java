package io.assetota.core.module;

import io.assetota.core.model.AssetException;

/** Bytes that claim to be a module break the format. */
public final class ModuleFormatException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** The message without the offset. */
  private final String problem;

  /** Where it was found, in bytes from the start of the module. */
  private final long offset;

  /**
   * Creates an exception; the message gets the offset appended.
   *
   * @param message what was wrong
   * @param offset where it was found, in bytes from the start of the module
   */
  public ModuleFormatException(String message, long offset) {
    super(message + " (at offset " + offset + ", 0x" + Long.toHexString(offset) + ")");
    this.problem = message;
    this.offset = offset;
  }

  /**
   * Returns where the problem was found.
   *
   * @return bytes from the start of the module
   */
  public long offset() {
    return offset;
  }

  /** The same problem, found in a part of the module that begins at a distance from the start. */
  ModuleFormatException movedBy(long distance) {
    return new ModuleFormatException(problem, offset + distance);
  }
}
