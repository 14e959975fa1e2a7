package io.assetota.ota.http.client;

import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Origin;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breaks off bodies that are slower than they have to be: the client's own time limit ends where a
 * body begins. One thread looks after all bodies; it ends when there has been none for a while.
 * Safe for use by several threads.
 */
public final class StallWatch {
  private static final Logger log = LoggerFactory.getLogger(StallWatch.class);
  private static final int CHECKS_PER_WINDOW = 4;
  private static final Duration LINGER = Duration.ofSeconds(10);

  private final Set<WatchedStream> bodies = new LinkedHashSet<>();
  private @Nullable Thread thread;

  /** Watches a body until it is closed. */
  public InputStream watch(InputStream body, HttpOptions options, URI uri) {
    WatchedStream stream = new WatchedStream(body, options, uri, this);
    begin(stream);
    return stream;
  }

  private synchronized void begin(WatchedStream stream) {
    bodies.add(stream);
    if (thread == null) {
      thread = new Thread(this::run, "asset-ota-stall-watch");
      thread.setDaemon(true);
      thread.start();
    } else {
      LockSupport.unpark(thread); // it may have to be looked at sooner than the others
    }
  }

  synchronized void end(WatchedStream stream) {
    bodies.remove(stream);
  }

  private void run() {
    long idleSince = System.nanoTime();
    while (true) {
      List<WatchedStream> open = open();
      if (!open.isEmpty()) {
        idleSince = System.nanoTime();
      } else if (System.nanoTime() - idleSince >= LINGER.toNanos() && endIfIdle()) {
        return;
      }
      LockSupport.parkNanos(this, period(open).toNanos());
      boolean unused = Thread.interrupted(); // nobody means it, and it would not park any more
      open().forEach(StallWatch::check);
    }
  }

  private synchronized List<WatchedStream> open() {
    return List.copyOf(bodies);
  }

  private synchronized boolean endIfIdle() {
    if (bodies.isEmpty()) {
      thread = null;
    }
    return thread == null;
  }

  private static Duration period(List<WatchedStream> open) {
    return open.stream()
        .map(stream -> stream.window().dividedBy(CHECKS_PER_WINDOW))
        .min(Duration::compareTo)
        .orElse(LINGER);
  }

  private static void check(WatchedStream stream) {
    try {
      stream.check();
    } catch (RuntimeException | Error e) {
      log.error(
          "{} can't be watched any more, so its body is broken off",
          Origin.printable(stream.uri()),
          e);
      stream.breakOff();
    }
  }
}
