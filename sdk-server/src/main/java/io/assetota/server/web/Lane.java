package io.assetota.server.web;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for one kind of work, with a short queue. Work is refused when the queue is full. */
public final class Lane implements WorkThreads {
  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;
  private final int refusal;

  /**
   * A lane.
   *
   * @param name of its threads
   * @param threads how many work at a time
   * @param waiting how many tasks may wait
   * @param refusal the HTTP status when it is full: 429 or 503
   */
  public Lane(String name, int threads, int waiting, int refusal) {
    this.refusal = refusal;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    this.threads.allowCoreThreadTimeOut(true);
  }

  void execute(Runnable task) throws HttpException {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      throw new HttpException(refusal, "The server is busy: try again in a moment");
    }
  }

  /** Ends it: waiting tasks are dropped, running ones are not interrupted. */
  @Override
  public void close() {
    threads.shutdown();
    threads.getQueue().clear();
  }
}
