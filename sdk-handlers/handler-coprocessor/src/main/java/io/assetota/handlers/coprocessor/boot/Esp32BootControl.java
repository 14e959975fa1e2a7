package io.assetota.handlers.coprocessor.boot;

import static io.assetota.handlers.io.ControlLine.DTR;
import static io.assetota.handlers.io.ControlLine.RTS;

import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * The automatic boot loader circuit of ESP32 boards (Espressif, "Boot Mode Selection"): equal lines
 * do nothing, RTS alone pulls EN low, DTR alone pulls GPIO0 low.
 */
final class Esp32BootControl implements BootControl {
  /** EN has a capacitor of 1 to 10 uF at 10 kOhm; GPIO0 has to be low when EN has risen. */
  private static final Duration RESET = Duration.ofMillis(100);

  private static final Duration HOLD = Duration.ofMillis(50);

  private final SerialLink link;
  private final MonotonicClock clock;

  Esp32BootControl(SerialLink link, MonotonicClock clock) {
    this.link = link;
    this.clock = clock;
  }

  @Override
  public void enterBootLoader() throws IOException {
    link.setControlLines(Set.of(RTS));
    clock.sleep(RESET);
    link.setControlLines(Set.of(DTR));
    clock.sleep(HOLD);
    link.setControlLines(Set.of());
    clock.sleep(HOLD);
  }

  @Override
  public void runProgram() throws IOException {
    try {
      link.setControlLines(Set.of(RTS));
      clock.sleep(RESET);
    } finally {
      link.setControlLines(Set.of());
    }
  }

  @Override
  public boolean canReset() {
    return true;
  }

  /** The lines fall back by themselves when the link is closed. */
  @Override
  public void close() {}
}
