package io.assetota.handlers.testkit.pin;

import io.assetota.handlers.io.OutputPin;
import java.util.function.Consumer;

/** A pin that tells an emulated part of every change. */
public final class EmulatedPin implements OutputPin {
  private final Consumer<Boolean> changed;
  private boolean high;

  public EmulatedPin(boolean high, Consumer<Boolean> changed) {
    this.high = high;
    this.changed = changed;
  }

  @Override
  public void set(boolean newLevel) {
    if (newLevel != high) {
      high = newLevel;
      changed.accept(newLevel);
    }
  }

  @Override
  public boolean isHigh() {
    return high;
  }

  /** Keeps its level, as a pin does whose driver goes away. */
  @Override
  public void close() {}
}
