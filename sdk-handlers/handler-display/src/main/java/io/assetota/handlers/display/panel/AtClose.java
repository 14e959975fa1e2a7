package io.assetota.handlers.display.panel;

/** What a panel shows after its driver was closed. */
public enum AtClose {
  /** Nothing: backlight off, picture off, controller asleep. */
  DARK,
  /** What it showed: for a splash screen that stays while the application ends. */
  KEEP
}
