package io.assetota.handlers.display.picture;

/** The colours that a panel has. */
public enum ColourDepth {
  /** Black and white. */
  MONOCHROME,
  /** Five bits of red, six of green, five of blue. */
  RGB565
}
