package io.assetota.handlers.testkit;

import java.util.Arrays;

/** Bytes under way, each with the moment at which it has arrived, in order. */
final class TimedBytes {
  private byte[] values = new byte[512];
  private long[] times = new long[512];
  private int start;
  private int end;

  void add(byte value, long nanos) {
    if (end == values.length) {
      makeRoom();
    }
    values[end] = value;
    times[end++] = nanos;
  }

  boolean isEmpty() {
    return start == end;
  }

  long firstTime() {
    return times[start];
  }

  /** How many have arrived at a moment, {@code most} at most. */
  int countUntil(long nanos, int most) {
    int count = 0;
    while (count < most && start + count < end && times[start + count] <= nanos) {
      count++;
    }
    return count;
  }

  /** When the last one of the next {@code count}, 1 or more, has arrived. */
  long timeOfLast(int count) {
    return times[start + count - 1];
  }

  void take(byte[] target, int offset, int count) {
    System.arraycopy(values, start, target, offset, count);
    start += count;
  }

  void discardUntil(long nanos) {
    start += countUntil(nanos, Integer.MAX_VALUE);
  }

  void keepUntil(long nanos) {
    end = start + countUntil(nanos, Integer.MAX_VALUE);
  }

  private void makeRoom() {
    int size = end - start;
    int capacity = size > values.length / 2 ? values.length * 2 : values.length;
    byte[] newValues = Arrays.copyOf(Arrays.copyOfRange(values, start, end), capacity);
    times = Arrays.copyOf(Arrays.copyOfRange(times, start, end), capacity);
    values = newValues;
    start = 0;
    end = size;
  }
}
