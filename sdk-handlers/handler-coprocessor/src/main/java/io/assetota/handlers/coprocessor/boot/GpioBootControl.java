package io.assetota.handlers.coprocessor.boot;

import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.OutputPin;
import java.io.IOException;

/** BOOT0 and reset on two pins. */
final class GpioBootControl extends Boot0Control {
  private final OutputPin boot0;
  private final OutputPin reset;
  private boolean closed;

  GpioBootControl(OutputPin boot0, OutputPin reset, MonotonicClock clock) {
    super(clock);
    this.boot0 = boot0;
    this.reset = reset;
  }

  @Override
  void hold(Level level) throws IOException {
    reset.set(Level.LOW);
    boot0.set(level);
  }

  @Override
  void start(Level level) throws IOException {
    reset.set(Level.HIGH);
  }

  @Override
  void release() throws IOException {
    try {
      boot0.set(Level.LOW);
    } finally {
      reset.set(Level.HIGH);
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      release();
    } finally {
      try {
        boot0.close();
      } finally {
        reset.close();
      }
    }
  }
}
