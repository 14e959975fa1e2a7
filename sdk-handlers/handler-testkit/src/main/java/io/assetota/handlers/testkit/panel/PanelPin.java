package io.assetota.handlers.testkit.panel;

import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import java.io.IOException;

/** A pin of the panel. */
final class PanelPin implements OutputPin {
  private final String name;
  private final Runnable changed;
  private volatile Level level;
  private volatile boolean closed;

  /**
   * Makes a pin.
   *
   * @param changed is run after each change of its level
   */
  PanelPin(String name, Level level, Runnable changed) {
    this.name = name;
    this.level = level;
    this.changed = changed;
  }

  @Override
  public void set(Level newLevel) throws IOException {
    if (closed) {
      throw new IOException("the emulated " + name + " pin is closed");
    }
    if (level != newLevel) {
      level = newLevel;
      changed.run();
    }
  }

  @Override
  public Level level() {
    return level;
  }

  @Override
  public void close() {
    closed = true;
  }
}
