package io.assetota.handlers.testkit.panel;

/** What a chip does with the bytes that it gets. */
interface PanelController {
  /** The reset pin fell: everything is as after power-on, except for the memory. */
  void reset();

  /** Takes bytes that came with D/C low. */
  void commands(byte[] bytes, int offset, int length);

  /** Takes bytes that came with D/C high. */
  void data(byte[] bytes, int offset, int length);

  /** The colour of a pixel of the glass, as {@code 0xFFRRGGBB}. */
  int colour(int x, int y);

  /** Returns whether the chip drives the glass at all. */
  boolean isShowing();

  /** Returns whether the chip sleeps. */
  boolean isAsleep();
}
