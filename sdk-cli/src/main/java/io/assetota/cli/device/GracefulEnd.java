package io.assetota.cli.device;

import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.runtime.DeviceRuntime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM end an agent where it can go on later, and a runtime after its application has
 * ended; who can't wait kills them, as safely.
 */
final class GracefulEnd {
  private static final Duration OF_AGENT = Duration.ofSeconds(5);

  /** Its application has a grace of its own. */
  private static final Duration OF_RUNTIME = Duration.ofDays(1);

  private GracefulEnd() {}

  static void run(HawkbitAgent agent) {
    run(agent, agent::close, OF_AGENT, () -> {});
  }

  /** Ends the process with exit code 0 if it was asked to end: Java itself ends with 143 then. */
  static void run(DeviceRuntime runtime) {
    run(runtime, runtime::close, OF_RUNTIME, () -> Runtime.getRuntime().halt(0));
  }

  private static void run(Runnable work, Runnable close, Duration patience, Runnable whenClosed) {
    CountDownLatch ended = new CountDownLatch(1);
    // Stays: to take it back fails while Ctrl-C is being served, and closing twice is harmless.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  boolean runs = ended.getCount() > 0;
                  close.run();
                  if (isOver(ended, patience) && runs) {
                    whenClosed.run();
                  }
                },
                "end on a signal"));
    try {
      work.run();
    } finally {
      ended.countDown();
    }
  }

  private static boolean isOver(CountDownLatch ended, Duration patience) {
    try {
      return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
