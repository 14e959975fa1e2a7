package io.assetota.handlers.coprocessor.boot;

import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;

/** DTR raises BOOT0, RTS resets. */
final class ControlLineBootControl implements BootControl {
  private final SerialLink link;
  private final MonotonicClock clock;

  ControlLineBootControl(SerialLink link, MonotonicClock clock) {
    this.link = link;
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
      link.setControlLines(false, false);
    }
  }

  private void reset(boolean intoBootLoader) throws IOException {
    link.setControlLines(intoBootLoader, true);
    clock.sleep(BootTimes.RESET);
    link.setControlLines(intoBootLoader, false);
  }

  @Override
  public boolean canReset() {
    return true;
  }

  /** The lines fall back by themselves when the link is closed. */
  @Override
  public void close() {}
}
