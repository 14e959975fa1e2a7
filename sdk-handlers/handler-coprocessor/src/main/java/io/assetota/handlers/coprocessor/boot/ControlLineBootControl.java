package io.assetota.handlers.coprocessor.boot;

import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;

/** DTR raises BOOT0, RTS resets. */
final class ControlLineBootControl extends Boot0Control {
  private final SerialLink link;

  ControlLineBootControl(SerialLink link, MonotonicClock clock) {
    super(clock);
    this.link = link;
  }

  @Override
  void hold(boolean boot0) throws IOException {
    link.setControlLines(boot0, true);
  }

  @Override
  void start(boolean boot0) throws IOException {
    link.setControlLines(boot0, false);
  }

  @Override
  void release() throws IOException {
    link.setControlLines(false, false);
  }

  /** The lines fall back by themselves when the link is closed. */
  @Override
  public void close() {}
}
