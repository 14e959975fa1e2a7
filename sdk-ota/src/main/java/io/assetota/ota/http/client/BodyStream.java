package io.assetota.ota.http.client;

import io.assetota.core.stream.BulkStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A body as a stream. The client's own stream has room for one buffer: its threads then wait for
 * each other more than they work, and what came before a connection broke is lost with it.
 */
final class BodyStream extends BulkStream implements HttpResponse.BodySubscriber<InputStream> {
  /** Deliveries on their way to the reader, each of at most some 16 KiB. */
  private static final int ROOM = 16;

  private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
  private Flow.@Nullable Subscription subscription;
  private @Nullable Throwable failure;
  private int asked;
  private boolean ended;
  private boolean closed;

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    boolean late;
    synchronized (this) {
      late = closed;
      subscription = newSubscription;
      // Not more before somebody reads: if the connection broke before the client has handed this
      // stream over, it would give up the answer, and with it all that came.
      asked = 1;
    }
    if (late) {
      newSubscription.cancel();
    } else {
      newSubscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> delivery) {
    boolean empty;
    synchronized (this) {
      asked--;
      if (!closed) {
        delivery.stream().filter(ByteBuffer::hasRemaining).forEach(buffers::add);
      }
      empty = buffers.isEmpty() && asked == 0;
      notifyAll();
    }
    if (empty) {
      askForMore();
    }
  }

  /**
   * Asks in one go for many, as each call wakes a thread of the client. Not with the lock of this
   * stream: the client has locks of its own, and calls back.
   */
  private void askForMore() {
    Flow.Subscription open;
    int room;
    synchronized (this) {
      open = subscription;
      room = ROOM - buffers.size() - asked;
      if (open == null || closed || ended || room < ROOM / 2) {
        return;
      }
      asked += room;
    }
    open.request(room);
  }

  @Override
  public synchronized void onError(Throwable newFailure) {
    failure = newFailure;
    ended = true;
    notifyAll();
  }

  @Override
  public synchronized void onComplete() {
    ended = true;
    notifyAll();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    askForMore();
    return take(target, offset, length);
  }

  private synchronized int take(byte[] target, int offset, int length) throws IOException {
    await();
    int done = 0;
    for (ByteBuffer next = buffers.peek(); next != null && done < length; next = buffers.peek()) {
      int n = Math.min(length - done, next.remaining());
      next.get(target, offset + done, n);
      done += n;
      if (!next.hasRemaining()) {
        buffers.remove();
      }
    }
    return done > 0 ? done : -1;
  }

  /** Waits until there is something to give, or nothing will come any more. */
  private void await() throws IOException {
    while (buffers.isEmpty() && !ended && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("reading was interrupted");
      }
    }
    if (closed) {
      throw new IOException("the body is closed");
    }
    if (buffers.isEmpty() && failure != null) {
      throw new IOException(
          Objects.requireNonNullElse(failure.getMessage(), failure.toString()), failure);
    }
  }

  @Override
  public void close() {
    Flow.Subscription open;
    synchronized (this) {
      closed = true;
      buffers.clear();
      open = subscription;
      notifyAll();
    }
    if (open != null) {
      open.cancel();
    }
  }
}
