package io.assetota.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * An output whose reader may be slow or stopped, such as a pager or a terminal after Ctrl-S.
 * Writers never wait for the reader: lines go through a bounded queue, and those that don't fit are
 * dropped. Their number is written when there is room again.
 */
public final class UnreadOutput extends OutputStream {
  private static final int MAX_LINE = 8 * 1024;
  private static final long PATIENCE_MILLIS = 1000;
  private static final byte[] END = {};

  private final OutputStream out;
  private final BlockingQueue<byte[]> lines;
  private final LongFunction<String> whenDropped;
  private final Thread writer;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long dropped;
  private boolean closed;

  /**
   * Begins to write, on a thread of its own.
   *
   * @param out where to; it is not closed
   * @param capacity how many lines may wait
   * @param whenDropped makes the line that tells how many were dropped
   */
  public UnreadOutput(OutputStream out, int capacity, LongFunction<String> whenDropped) {
    this.out = out;
    this.whenDropped = whenDropped;
    lines = new ArrayBlockingQueue<>(capacity);
    writer = new Thread(this::writeOn, "output");
    writer.setDaemon(true);
    writer.start();
  }

  private void writeOn() {
    try {
      for (byte[] next = lines.take(); next != END; next = lines.take()) {
        out.write(next);
        out.flush();
      }
    } catch (IOException e) {
      // The reader is gone, and there is nobody else to report it to.
      lines.clear();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void write(int b) {
    line.write(b);
    if (b == '\n' || line.size() >= MAX_LINE) {
      enqueue(line.toByteArray());
      line.reset();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (byte b : Arrays.copyOfRange(bytes, offset, offset + length)) {
      write(b);
    }
  }

  private void enqueue(byte[] next) {
    if (dropped > 0 && lines.remainingCapacity() > 1 && lines.offer(notice())) {
      dropped = 0;
    }
    if (dropped > 0 || !lines.offer(next)) {
      dropped++;
    }
  }

  private byte[] notice() {
    return (whenDropped.apply(dropped) + System.lineSeparator()).getBytes(UTF_8);
  }

  /** Writes what is queued, if the reader takes it within a second. Closing twice is harmless. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (line.size() > 0) {
        enqueue(line.toByteArray());
      }
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    try {
      if (dropped > 0) {
        offer(notice(), deadline);
      }
      if (offer(END, deadline)) {
        writer.join(Math.max(1, millisUntil(deadline)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean offer(byte[] next, long deadline) throws InterruptedException {
    return lines.offer(next, Math.max(1, millisUntil(deadline)), TimeUnit.MILLISECONDS);
  }

  private static long millisUntil(long deadline) {
    return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
  }
}
