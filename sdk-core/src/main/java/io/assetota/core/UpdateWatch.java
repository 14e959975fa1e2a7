package io.assetota.core;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.assetota.core.model.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that another process has installed other assets for the running application. It polls:
 * notifications of the operating system don't come on all file systems.
 */
final class UpdateWatch implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(UpdateWatch.class);

  private final Duration interval;
  private final Delivery delivery;
  private final CountDownLatch closed = new CountDownLatch(1);

  private UpdateWatch(Duration interval, Delivery delivery) {
    this.interval = interval;
    this.delivery = delivery;
  }

  static UpdateWatch begin(Duration interval, Delivery delivery) {
    UpdateWatch watch = new UpdateWatch(interval, delivery);
    Thread thread = new Thread(watch::run, "asset-ota-watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private void run() {
    try {
      while (!closed.await(interval.toNanos(), NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      log.warn("The running application learns of no more updates: its thread was interrupted");
    }
  }

  private void look() {
    try {
      delivery.deliverNewAssets();
    } catch (IOException e) {
      log.warn("New assets could not be delivered: {}", Printable.failure(e));
    } catch (IllegalStateException e) {
      if (closed.getCount() > 0) {
        log.warn("New assets could not be delivered", e);
      }
    } catch (RuntimeException | Error e) { // the next update may put it right
      log.error("New assets could not be delivered", e);
    }
  }

  /** Ends the watch; a delivery that is running goes on. */
  @Override
  public void close() {
    closed.countDown();
  }
}
