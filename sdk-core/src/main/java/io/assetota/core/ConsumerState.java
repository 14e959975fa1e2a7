package io.assetota.core;

/** Whether the application has still to handle its assets. */
public enum ConsumerState {
  /** An asset was stored since the application last said that it handled all. */
  WANT,
  /** The application has handled its assets. */
  HANDLED
}
