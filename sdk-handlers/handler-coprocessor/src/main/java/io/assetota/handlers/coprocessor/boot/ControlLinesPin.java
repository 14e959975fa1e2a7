package io.assetota.handlers.coprocessor.boot;

import io.assetota.handlers.io.ControlLine;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Both control lines of a converter as one pin: asserted, they are low. */
final class ControlLinesPin implements OutputPin {
  private final SerialLink link;
  private Level level = Level.HIGH;

  ControlLinesPin(SerialLink link) {
    this.link = link;
  }

  @Override
  public void set(Level newLevel) throws IOException {
    link.setControlLines(newLevel == Level.LOW ? EnumSet.allOf(ControlLine.class) : Set.of());
    level = newLevel;
  }

  @Override
  public Level level() {
    return level;
  }

  /** The lines fall back by themselves when the link is closed. */
  @Override
  public void close() {}
}
