package io.assetota.handlers.coprocessor.boot;

import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.OutputPin;
import java.io.IOException;
import java.time.Duration;

/**
 * A part whose boot loader runs after every reset, and starts the program when no command comes.
 */
final class ResetControl implements BootControl {
  /** Until the boot loader has set up its UART; bytes that come before are lost. */
  private static final Duration START = Duration.ofMillis(50);

  private final OutputPin reset;
  private final MonotonicClock clock;
  private boolean closed;

  ResetControl(OutputPin reset, MonotonicClock clock) {
    this.reset = reset;
    this.clock = clock;
  }

  @Override
  public void enterBootLoader() throws IOException {
    runProgram();
    clock.sleep(START);
  }

  @Override
  public void runProgram() throws IOException {
    try {
      reset.set(Level.LOW);
      clock.sleep(BootTimes.RESET);
    } finally {
      reset.set(Level.HIGH);
    }
  }

  @Override
  public boolean canReset() {
    return true;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        reset.set(Level.HIGH);
      } finally {
        reset.close();
      }
    }
  }
}
