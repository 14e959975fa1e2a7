package io.assetota.handlers.coprocessor.boot;

import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;

/** Both control lines of a converter as one pin: asserted, they are low. */
final class ControlLinesPin implements OutputPin {
  private final SerialLink link;
  private boolean high = true;

  ControlLinesPin(SerialLink link) {
    this.link = link;
  }

  @Override
  public void set(boolean newLevel) throws IOException {
    link.setControlLines(!newLevel, !newLevel);
    high = newLevel;
  }

  @Override
  public boolean isHigh() {
    return high;
  }

  /** The lines fall back by themselves when the link is closed. */
  @Override
  public void close() {}
}
