package io.assetota.core.device;

/** Whether the application has still to handle its assets. */
public enum ConsumerState {
  /**
   * Since the application last said that it handled all, an asset was stored, or an application was
   * installed that requires one which the previous application did not.
   */
  WANT,
  /** The application has handled its assets. */
  HANDLED
}
