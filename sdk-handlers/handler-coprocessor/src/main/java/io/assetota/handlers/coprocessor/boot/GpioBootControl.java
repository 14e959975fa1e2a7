package io.assetota.handlers.coprocessor.boot;

import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.OutputPin;
import java.io.IOException;

/** BOOT0 and reset on two pins. */
final class GpioBootControl implements BootControl {
  private final OutputPin boot0;
  private final OutputPin reset;
  private final MonotonicClock clock;
  private boolean closed;

  GpioBootControl(OutputPin boot0, OutputPin reset, MonotonicClock clock) {
    this.boot0 = boot0;
    this.reset = reset;
    this.clock = clock;
  }

  @Override
  public void enterBootLoader() throws IOException {
    reset(true);
    clock.sleep(BootTimes.START);
  }

  @Override
  public void runProgram() throws IOException {
    try {
      reset(false);
    } finally {
      release();
    }
  }

  @Override
  public boolean canReset() {
    return true;
  }

  /** BOOT0 is sampled when reset is released, so it has to be right before. */
  private void reset(boolean intoBootLoader) throws IOException {
    reset.set(false);
    boot0.set(intoBootLoader);
    clock.sleep(BootTimes.RESET);
    reset.set(true);
  }

  /** Whatever happened on the way: BOOT0 low, and not held in reset. */
  private void release() throws IOException {
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
