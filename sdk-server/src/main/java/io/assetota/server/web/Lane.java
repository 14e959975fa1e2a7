package io.assetota.server.web;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads of its own for one kind of work, and a short queue; what is beyond that is refused. */
public final class Lane implements WorkThreads {
  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;
  private final int refusal;

  /**
   * A lane.
   *
   * @param name of its threads
   * @param threads how many work at a time
   * @param waiting how much may wait
   * @param refusal the HTTP status for who comes in vain: 429 or 503
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

  /** Ends it; what waits is dropped, and what runs is not interrupted. */
  @Override
  public void close() {
    threads.shutdown();
    threads.getQueue().clear();
  }
}
