package io.assetota.core.model;

/** The work was cancelled. */
public final class CancelledException extends AssetException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was cancelled
   */
  public CancelledException(String message) {
    super(message);
  }
}
