package io.assetota.cli.parts;

import io.assetota.handlers.testkit.SerialPart;

/**
 * A board that is reset when a program begins to talk to it. A real one is reset by DTR as its port
 * is opened; a pseudo-terminal can't tell that, so a second of silence stands for it.
 */
final class ResetWhenIdle implements SerialPart {
  private static final long IDLE = 1_500_000_000L;

  private final SerialPart part;
  private final Runnable reset;
  private long heard = Long.MIN_VALUE;

  ResetWhenIdle(SerialPart part, Runnable reset) {
    this.part = part;
    this.reset = reset;
  }

  @Override
  public void receive(int value, long nanos, Line line) {
    if (heard != Long.MIN_VALUE && nanos - heard > IDLE) {
      reset.run();
    }
    heard = nanos;
    part.receive(value, nanos, line);
  }
}
