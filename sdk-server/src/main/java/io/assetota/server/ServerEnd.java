package io.assetota.server;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How a server comes to its end: somebody closes it, or an error leaves it in no state to go on.
 */
final class ServerEnd {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final AtomicReference<@Nullable Error> reason = new AtomicReference<>();

  /**
   * Hears of an error in any thread, which was logged there. Memory that is used up and a broken
   * Java end the server: what its other threads do then is unknown.
   */
  void hear(Error error) {
    if (error instanceof VirtualMachineError && !(error instanceof StackOverflowError)) {
      reason.compareAndSet(null, error);
      reached.countDown();
    }
  }

  void close() {
    reached.countDown();
  }

  Optional<Error> await() throws InterruptedException {
    reached.await();
    return Optional.ofNullable(reason.get());
  }
}
