package io.assetota.core.model;

import java.io.IOException;

/**
 * What is stored can't be read: the disk fails. It is not known to be wrong, so nothing is given up
 * for it, and a disk that recovers has all that it had.
 */
public final class UnreadableException extends AssetException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param what what can't be read
   * @param failure what the disk says
   */
  public UnreadableException(String what, IOException failure) {
    super(what + " can't be read: " + failure.getMessage(), failure);
  }
}
