package io.assetota.handlers.io;

import java.io.IOException;

/** A pin behind an inverter. */
final class InvertedPin implements OutputPin {
  private final OutputPin pin;

  InvertedPin(OutputPin pin) {
    this.pin = pin;
  }

  @Override
  public void set(Level level) throws IOException {
    pin.set(level.inverted());
  }

  @Override
  public Level level() {
    return pin.level().inverted();
  }

  @Override
  public OutputPin inverted() {
    return pin;
  }

  @Override
  public void close() throws IOException {
    pin.close();
  }
}
