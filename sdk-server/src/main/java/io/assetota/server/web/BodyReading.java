package io.assetota.server.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads a body while it arrives, with a deadline for the whole; no thread waits for it. */
final class BodyReading {
  /** A body is longer than allowed. */
  static final class TooLongException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final Request request;
  private final long maxBytes;
  private final Consumer<ByteBuffer> part;
  private final Consumer<@Nullable Throwable> end;
  private final EndPoint endPoint;
  private final long idleTimeout;
  private final long deadline;
  private long count;

  /**
   * Prepares to read.
   *
   * @param maxBytes the longest body
   * @param time the time until it is complete
   * @param part takes the bytes that have arrived
   * @param end called once: with null when the body is complete, or with the failure
   */
  BodyReading(
      Request request,
      long maxBytes,
      Duration time,
      Consumer<ByteBuffer> part,
      Consumer<@Nullable Throwable> end) {
    this.request = request;
    this.maxBytes = maxBytes;
    this.part = part;
    this.end = end;
    endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    idleTimeout = endPoint.getIdleTimeout();
    deadline = System.nanoTime() + time.toNanos();
  }

  /** Reads what has arrived, and asks to be called again for more. */
  void run() {
    Throwable failure = null;
    try {
      if (!isWhole()) {
        // A client that sends nothing is noticed by the connection, one that sends bit by bit at
        // the next of these calls.
        endPoint.setIdleTimeout(millisLeft());
        request.demand(this::run);
        return;
      }
    } catch (Throwable e) {
      failure = e;
    }
    endPoint.setIdleTimeout(idleTimeout);
    end.accept(failure);
  }

  private boolean isWhole() throws Throwable {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        return false;
      }
      if (Content.Chunk.isFailure(chunk)) {
        throw chunk.getFailure();
      }
      try {
        count += chunk.remaining();
        if (count > maxBytes) {
          throw new TooLongException();
        }
        part.accept(chunk.getByteBuffer());
      } finally {
        chunk.release();
      }
      if (chunk.isLast()) {
        return true;
      }
      millisLeft();
    }
  }

  private long millisLeft() throws TimeoutException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      throw new TimeoutException("the body did not come in time");
    }
    return left;
  }
}
