package io.assetota.handlers.coprocessor.stm32.protocol;

import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Finds the boot loader, in whatever state it is.
 *
 * <p>After reset it waits for 0x7F, from which it measures the speed, and answers ACK (AN3155
 * chapter 1). Later it takes 0x7F for half a command. And it has no timeouts: after a session that
 * ended in the middle of a frame it still waits for the rest, which can be hundreds of bytes. 0xFF
 * fills such a frame with the least harm: it programs nothing into erased flash, and names no page
 * that exists; as a command it is refused.
 */
final class Stm32Sync {
  /** USB converters keep a byte up to 16 ms. */
  private static final Duration ANSWER = Duration.ofMillis(100);

  /** More than a frame of Write Memory. */
  private static final int BURST = 264;

  /** Together more than the longest list of pages of any part. */
  private static final int BURSTS = 20;

  private final SerialLink link;
  private final MonotonicClock clock;
  private int heard;

  Stm32Sync(SerialLink link, MonotonicClock clock) {
    this.link = link;
    this.clock = clock;
  }

  /**
   * Finds the boot loader.
   *
   * @param mayWaitForPages whether it may wait for the pages of Extended Erase: it would take 0x7F
   *     twice for a list of 64 KiB, and three times 0xFF for an erase of everything with a wrong
   *     checksum, which it refuses
   * @return true if it had just been reset; false if a session goes on
   * @throws FrameException if there is none; GARBLED if anything was heard at all
   */
  boolean find(boolean mayWaitForPages) throws IOException {
    heard = 0;
    link.discardInput();
    if (mayWaitForPages && exchange(0xff, 3) == Stm32Frames.NACK) {
      align();
      return false;
    }
    for (int attempt = 0; attempt < 2; attempt++) {
      int answer = exchange(0x7f, 1);
      if (answer == Stm32Frames.ACK) {
        return true;
      }
      if (answer == Stm32Frames.NACK) {
        return false;
      }
    }
    for (int burst = 0; burst < BURSTS; burst++) {
      int answer = exchange(0xff, BURST);
      if (answer == Stm32Frames.ACK || answer == Stm32Frames.NACK) {
        align();
        return false;
      }
    }
    throw new FrameException(
        heard == 0 ? Kind.SILENCE : Kind.GARBLED,
        heard == 0 ? "no answer to 0x7F" : heard + " bytes came, but no answer to 0x7F");
  }

  /** Half a command may be left over: completes it, so that the next byte begins a command. */
  private void align() throws IOException {
    for (int i = 0; i < 4; i++) {
      if (exchange(0xff, 1) == Stm32Frames.NACK) {
        return;
      }
    }
    throw new FrameException(Kind.GARBLED, "the part does not refuse a command that is none");
  }

  /** Sends a byte some times, and gives the last answer before it is quiet. */
  private int exchange(int value, int times) throws IOException {
    byte[] bytes = new byte[times];
    Arrays.fill(bytes, (byte) value);
    link.write(bytes);
    Duration patience = ANSWER.plusNanos(link.settings().nanosFor(times));
    long deadline = clock.nanoTime() + patience.multipliedBy(3).toNanos();
    int answer = -1;
    try {
      while (clock.nanoTime() < deadline) {
        int got = link.read(patience);
        heard++;
        if (got == Stm32Frames.ACK || got == Stm32Frames.NACK) {
          answer = got;
        }
        patience = times == 1 ? Duration.ofMillis(1) : ANSWER;
      }
    } catch (SerialTimeoutException e) {
      // Now it is quiet.
    }
    return answer;
  }
}
