package io.assetota.handlers.coprocessor.boot;

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
  void hold(boolean high) throws IOException {
    reset.set(false);
    boot0.set(high);
  }

  @Override
  void start(boolean high) throws IOException {
    reset.set(true);
  }

  @Override
  void release() throws IOException {
    try {
      boot0.set(false);
    } finally {
      reset.set(true);
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
