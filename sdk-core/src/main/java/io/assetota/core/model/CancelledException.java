package io.assetota.core.model;

/** Work ended early because somebody asked for it. */
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
