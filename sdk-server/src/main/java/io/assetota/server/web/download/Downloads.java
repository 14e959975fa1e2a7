package io.assetota.server.web.download;

import io.assetota.server.web.Exchange;
import io.assetota.server.web.InProgress;
import io.assetota.server.web.WorkThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends files in short writes, in turns, on half of the processors. Requests go first: a poll does
 * not wait for downloads.
 */
public final class Downloads implements WorkThreads {
  private static final int BUFFER = 64 * 1024;

  /** The longest time that one write waits for requests; 13 MB/s remain. */
  private static final long GIVE_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final InProgress inProgress;

  /** Waiting here are as many writes as there are downloads, so as many as connections. */
  private final ThreadPoolExecutor threads;

  /**
   * Makes the threads.
   *
   * @param processors how many the machine has
   * @param inProgress the requests that go first
   */
  public Downloads(int processors, InProgress inProgress) {
    this.inProgress = inProgress;
    int count = Math.max(1, processors / 2);
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "update-server-download");
              thread.setDaemon(true);
              return thread;
            });
  }

  void send(Exchange exchange, Path file, ByteRange range, LongConsumer sent) {
    Request request = exchange.request();
    Callback done = exchange.answer();
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      RetainableByteBuffer buffer =
          request.getComponents().getByteBufferPool().acquire(BUFFER, true);
      new Transfer(channel, buffer, range, exchange.response(), sent, done).next();
    } catch (IOException e) {
      done.failed(e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private void giveWay() {
    long until = System.nanoTime() + GIVE_WAY_NANOS;
    while (inProgress.isAny() && System.nanoTime() < until) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private final class Transfer implements Runnable, Callback {
    private final FileChannel channel;
    private final RetainableByteBuffer buffer;
    private final Response response;
    private final LongConsumer sent;
    private final Callback done;
    private long position;
    private long left;
    private int writing;

    Transfer(
        FileChannel channel,
        RetainableByteBuffer buffer,
        ByteRange range,
        Response response,
        LongConsumer sent,
        Callback done) {
      this.channel = channel;
      this.buffer = buffer;
      this.response = response;
      this.sent = sent;
      this.done = done;
      position = range.first();
      left = range.length();
    }

    void next() {
      try {
        threads.execute(this);
      } catch (RejectedExecutionException e) {
        end(e);
      }
    }

    @Override
    public void run() {
      try {
        giveWay();
        ByteBuffer bytes = buffer.getByteBuffer().clear();
        bytes.limit((int) Math.min(bytes.capacity(), left));
        while (bytes.hasRemaining()) {
          int read = channel.read(bytes, position + bytes.position());
          if (read < 0) {
            throw new IOException("the file of a bundle is shorter than it was");
          }
        }
        bytes.flip();
        writing = bytes.remaining();
        position += writing;
        left -= writing;
        // Counted before they are sent, so that somebody who asks after the update sees them all.
        sent.accept(writing);
        response.write(left == 0, bytes, this);
      } catch (Throwable e) {
        end(e);
      }
    }

    @Override
    public void succeeded() {
      if (left == 0) {
        release();
        done.succeeded();
      } else {
        next();
      }
    }

    @Override
    public void failed(Throwable failure) {
      sent.accept(-writing);
      end(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }

    private void end(Throwable failure) {
      release();
      done.failed(failure);
    }

    private void release() {
      buffer.release();
      try {
        channel.close();
      } catch (IOException e) {
        // It was only open for reading.
      }
    }
  }
}
