package io.assetota.handlers.coprocessor.boot;

import static io.assetota.handlers.io.ControlLine.DTR;
import static io.assetota.handlers.io.ControlLine.RTS;

import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.util.Set;

/** DTR raises BOOT0, RTS resets. */
final class ControlLineBootControl extends Boot0Control {
  private final SerialLink link;

  ControlLineBootControl(SerialLink link, MonotonicClock clock) {
    super(clock);
    this.link = link;
  }

  @Override
  void hold(Level boot0) throws IOException {
    link.setControlLines(boot0 == Level.HIGH ? Set.of(DTR, RTS) : Set.of(RTS));
  }

  @Override
  void start(Level boot0) throws IOException {
    link.setControlLines(boot0 == Level.HIGH ? Set.of(DTR) : Set.of());
  }

  @Override
  void release() throws IOException {
    link.setControlLines(Set.of());
  }

  /** The lines fall back by themselves when the link is closed. */
  @Override
  public void close() {}
}
