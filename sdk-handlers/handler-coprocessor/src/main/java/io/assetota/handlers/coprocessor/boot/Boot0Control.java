package io.assetota.handlers.coprocessor.boot;

import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.MonotonicClock;
import java.io.IOException;

/** A reset during which BOOT0 says what starts: high the boot loader, low the program. */
abstract class Boot0Control implements BootControl {
  private final MonotonicClock clock;

  Boot0Control(MonotonicClock clock) {
    this.clock = clock;
  }

  @Override
  public final void enterBootLoader() throws IOException {
    reset(Level.HIGH);
    clock.sleep(BootTimes.START);
  }

  @Override
  public final void runProgram() throws IOException {
    try {
      reset(Level.LOW);
    } finally {
      release();
    }
  }

  @Override
  public final boolean canReset() {
    return true;
  }

  /** BOOT0 is sampled when reset is released, so it has to be right before that. */
  private void reset(Level boot0) throws IOException {
    hold(boot0);
    clock.sleep(BootTimes.RESET);
    start(boot0);
  }

  /** Holds the part in reset, and sets BOOT0. */
  abstract void hold(Level boot0) throws IOException;

  /** Ends the reset; BOOT0 stays as it is. */
  abstract void start(Level boot0) throws IOException;

  /** Whatever happened before: BOOT0 low, and no reset. */
  abstract void release() throws IOException;
}
