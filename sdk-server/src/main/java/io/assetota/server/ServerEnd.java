package io.assetota.server;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How a server ends: somebody closes it, or an error occurs that it can't survive. */
final class ServerEnd {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final AtomicReference<@Nullable Error> reason = new AtomicReference<>();

  /**
   * Takes note of an error in any thread, which logged it. When memory is used up or the JVM is
   * broken, the server ends: nobody knows what its other threads do then.
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
