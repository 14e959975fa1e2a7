package io.assetota.handlers.testkit.pin;

import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import java.util.function.Consumer;

/** A pin that tells an emulated part of every change. */
public final class EmulatedPin implements OutputPin {
  private final Consumer<Level> changed;
  private Level level;

  public EmulatedPin(Level level, Consumer<Level> changed) {
    this.level = level;
    this.changed = changed;
  }

  @Override
  public void set(Level newLevel) {
    if (newLevel != level) {
      level = newLevel;
      changed.accept(newLevel);
    }
  }

  @Override
  public Level level() {
    return level;
  }

  /** Keeps its level, as a pin does whose driver goes away. */
  @Override
  public void close() {}
}
