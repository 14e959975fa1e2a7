package io.assetota.handlers.io;

import java.io.IOException;

/** A pin behind an inverter. */
final class InvertedPin implements OutputPin {
  private final OutputPin pin;

  InvertedPin(OutputPin pin) {
    this.pin = pin;
  }

  @Override
  public void set(boolean high) throws IOException {
    pin.set(!high);
  }

  @Override
  public boolean isHigh() {
    return !pin.isHigh();
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
