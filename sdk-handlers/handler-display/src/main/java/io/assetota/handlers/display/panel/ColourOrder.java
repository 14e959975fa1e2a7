package io.assetota.handlers.display.panel;

/** The order of the colour stripes on the glass, as the controller has to be told. */
public enum ColourOrder {
  /** Red, green, blue. */
  RGB,
  /** Blue, green, red. If red and blue are exchanged in the picture, the other order is right. */
  BGR
}
