package io.assetota.cli.device;

import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C and SIGTERM end an agent where it can go on later; who can't wait kills it, as safely. */
final class GracefulEnd {
  private static final int PATIENCE_SECONDS = 5;

  private GracefulEnd() {}

  static void run(HawkbitAgent agent) {
    CountDownLatch ended = new CountDownLatch(1);
    // Stays: to take it back fails while Ctrl-C is being served, and closing twice is harmless.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent, ended), "end of the agent"));
    try {
      agent.run();
    } finally {
      ended.countDown();
    }
  }

  private static void end(HawkbitAgent agent, CountDownLatch ended) {
    agent.close();
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
