package io.assetota.server.web.limit;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of events that strangers can cause: one line within some time, and a count of the others.
 */
public final class Complaints {
  private static final Logger log = LoggerFactory.getLogger(Complaints.class);
  private static final Duration ONE_LINE_EVERY = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private final Consumer<String> lines;
  private long lastLine;
  private long untold;
  private boolean begun;

  /**
   * A log.
   *
   * @param nanos a clock that only goes forward, as {@link System#nanoTime()}
   */
  public Complaints(LongSupplier nanos) {
    this(nanos, log::warn);
  }

  Complaints(LongSupplier nanos, Consumer<String> lines) {
    this.nanos = nanos;
    this.lines = lines;
  }

  /** Notes what somebody did. */
  public synchronized void note(String what) {
    long now = nanos.getAsLong();
    if (begun && now - lastLine < ONE_LINE_EVERY.toNanos()) {
      untold++;
      return;
    }
    lines.accept(untold == 0 ? what : what + "; and " + untold + " more since the last such line");
    begun = true;
    lastLine = now;
    untold = 0;
  }
}
