package io.assetota.ota.http.client;

import io.assetota.core.stream.BulkFilter;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body that must not be too slow. A {@link StallWatch} checks it from another thread, and closes
 * one that stalls, so that the read which waits for it fails.
 */
final class WatchedStream extends BulkFilter {
  private static final Logger log = LoggerFactory.getLogger(WatchedStream.class);
  private static final long NOT_READING = Long.MIN_VALUE;

  private final StallWatch watch;
  private final LongSupplier nanos;
  private final long least;
  private final Duration window;
  private final URI uri;
  private volatile boolean stalled;

  // Only the time in which somebody waits for bytes counts: a slow disk is not the server's fault.
  private long readingSince = NOT_READING;
  private long waitedNanos;
  private long bytes;

  WatchedStream(InputStream body, HttpOptions options, URI uri, StallWatch watch) {
    super(body);
    this.watch = watch;
    this.nanos = options.timing().nanos();
    this.uri = uri;
    this.window = options.patience().rateWindow();
    this.least = Math.max(1, options.patience().minimumRate() * window.toMillis() / 1000);
  }

  URI uri() {
    return uri;
  }

  Duration window() {
    return window;
  }

  /** Breaks the body off if it has been too slow for a whole window. */
  void check() {
    if (!stalled && isTooSlow()) {
      breakOff();
    }
  }

  void breakOff() {
    stalled = true;
    try {
      in.close();
    } catch (IOException e) {
      log.debug("Closing a stalled body failed", e);
    }
  }

  private synchronized boolean isTooSlow() {
    long pending = readingSince == NOT_READING ? 0 : nanos.getAsLong() - readingSince;
    if (waitedNanos + pending < window.toNanos()) {
      return false;
    }
    boolean slow = bytes < least;
    bytes = 0;
    waitedNanos = -pending; // counted now; the rest of this wait belongs to the next window
    return slow;
  }

  private synchronized void begin() {
    readingSince = nanos.getAsLong();
  }

  private synchronized void end(int count) {
    waitedNanos += nanos.getAsLong() - readingSince;
    readingSince = NOT_READING;
    bytes += Math.max(0, count);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = 0;
    begin();
    try {
      n = in.read(buffer, offset, length);
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
    watch.end(this);
    super.close();
  }
}
