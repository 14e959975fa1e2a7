package io.assetota.handlers.display.panel;

import io.assetota.handlers.display.picture.ColourDepth;
import java.util.Locale;

/** How a controller is spoken to. */
public enum PanelProtocol {
  /**
   * Colour controllers with the command set of MIPI DCS: a window (2Ah, 2Bh), then pixels (2Ch).
   * Commands go with D/C low, their parameters with D/C high.
   */
  MIPI_DCS,
  /** SSD1306: monochrome pages, a window, parameters with D/C low. */
  SSD1306,
  /** SH1106: monochrome pages that are addressed one by one, parameters with D/C low. */
  SH1106;

  /**
   * Returns whether a pixel is on or off, without colours.
   *
   * @return true for the page-addressed controllers
   */
  public boolean isMonochrome() {
    return this != MIPI_DCS;
  }

  /**
   * Returns which colours there are.
   *
   * @return black and white, or RGB565
   */
  public ColourDepth colourDepth() {
    return isMonochrome() ? ColourDepth.MONOCHROME : ColourDepth.RGB565;
  }

  /** As it stands in a panel's text file: {@code mipi-dcs}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
