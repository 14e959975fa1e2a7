package io.assetota.handlers.testkit.stm32;

/** What follows a frame: an answer after some time, and the next frame; or a reset. */
final class Stm32Reply {
  private final byte[] answer;
  private final Stage next;
  private final long nanos;
  private final boolean resets;

  Stm32Reply(byte[] answer, Stage next, long nanos, boolean resets) {
    this.answer = answer;
    this.next = next;
    this.nanos = nanos;
    this.resets = resets;
  }

  byte[] answer() {
    return answer;
  }

  Stage next() {
    return next;
  }

  long nanos() {
    return nanos;
  }

  boolean resets() {
    return resets;
  }
}
