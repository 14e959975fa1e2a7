package io.assetota.ota.http.client;

import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Origin;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body that must not be too slow: the client's own time limit ends where the body begins. One
 * that stalls is closed from another thread, so that the read which waits for it fails.
 */
public final class WatchedStream extends FilterInputStream {
  private static final Logger log = LoggerFactory.getLogger(WatchedStream.class);
  private static final int CHECKS_PER_WINDOW = 4;
  private static final long NOT_READING = -1;

  private final Thread watch;
  private final long least;
  private final Duration window;
  private final URI uri;
  private volatile boolean stalled;

  // Only the time in which somebody waits for bytes counts: a slow disk is not the server's fault.
  private long readingSince = NOT_READING;
  private long waitedNanos;
  private long bytes;

  private WatchedStream(InputStream body, HttpOptions options, URI uri) {
    super(body);
    this.uri = uri;
    this.window = options.rateWindow();
    this.least = Math.max(1, options.minimumRate() * window.toMillis() / 1000);
    this.watch = new Thread(this::watch, "asset-ota-rate-watch");
    watch.setDaemon(true);
  }

  /** Watches a body, until it is closed. */
  public static InputStream of(InputStream body, HttpOptions options, URI uri) {
    WatchedStream stream = new WatchedStream(body, options, uri);
    stream.watch.start();
    return stream;
  }

  private void watch() {
    long period = Math.max(1, window.toMillis() / CHECKS_PER_WINDOW);
    try {
      while (!stalled) {
        Thread.sleep(period);
        check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed: the watch is over
    } catch (RuntimeException | Error e) {
      log.error("{} is not watched any more, so its body is broken off", Origin.printable(uri), e);
      breakOff();
    }
  }

  private void check() {
    if (isTooSlow()) {
      stalled = true;
      breakOff();
    }
  }

  private void breakOff() {
    try {
      in.close();
    } catch (IOException e) {
      log.debug("Closing a stalled body failed", e);
    }
  }

  private synchronized boolean isTooSlow() {
    long pending = readingSince == NOT_READING ? 0 : System.nanoTime() - readingSince;
    if (waitedNanos + pending < window.toNanos()) {
      return false;
    }
    boolean slow = bytes < least;
    bytes = 0;
    waitedNanos = -pending; // counted now; the rest of this wait belongs to the next window
    return slow;
  }

  private synchronized void begin() {
    readingSince = System.nanoTime();
  }

  private synchronized void end(int count) {
    waitedNanos += System.nanoTime() - readingSince;
    readingSince = NOT_READING;
    bytes += Math.max(0, count);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = 0;
    begin();
    try {
      n = super.read(buffer, offset, length);
    } catch (IOException e) {
      throw stalled ? tooSlow(e) : e;
    } finally {
      end(n);
    }
    if (n < 0 && stalled) {
      throw tooSlow(null);
    }
    return n;
  }

  private IOException tooSlow(@Nullable IOException cause) {
    return new TooSlowException(
        Origin.printable(uri)
            + " sent fewer than "
            + least
            + " bytes in "
            + window.toMillis()
            + " ms",
        cause);
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    super.close();
  }
}
