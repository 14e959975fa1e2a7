package io.assetota.cli.device;

import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.runtime.DeviceRuntime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends an agent at Ctrl-C and SIGTERM at a point where it can continue later, and a runtime after
 * its application has ended. To kill them instead is as safe.
 */
final class GracefulEnd {
  private static final Duration OF_AGENT = Duration.ofSeconds(5);

  /** The application of a runtime has a grace period of its own. */
  private static final Duration OF_RUNTIME = Duration.ofDays(1);

  private GracefulEnd() {}

  static void run(HawkbitAgent agent) {
    run(agent, agent::close, OF_AGENT, () -> {});
  }

  /** Runs it; at SIGTERM the process ends with exit code 0, where Java would return 143. */
  static void run(DeviceRuntime runtime) {
    run(runtime, runtime::close, OF_RUNTIME, () -> Runtime.getRuntime().halt(0));
  }

  private static void run(Runnable work, Runnable close, Duration patience, Runnable whenClosed) {
    CountDownLatch ended = new CountDownLatch(1);
    // The hook stays: removing it fails during shutdown, and closing twice is harmless.
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
