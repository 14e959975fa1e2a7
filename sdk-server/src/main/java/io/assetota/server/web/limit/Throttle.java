package io.assetota.server.web.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Allows a number of events within some time for each key, for a bounded number of keys. */
public final class Throttle {
  private static final int MAX_KEYS = 50_000;

  private record Window(Instant start, int count) {}

  private final int limit;
  private final Duration time;
  private final InstantSource clock;

  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MAX_KEYS;
        }
      };

  /** So many events of a key in a time. */
  public Throttle(int limit, Duration time, InstantSource clock) {
    this.limit = limit;
    this.time = time;
    this.clock = clock;
  }

  /** Counts an event, and tells whether it is within the limit. */
  public synchronized boolean allows(String key) {
    Instant now = clock.instant();
    Window window = windows.get(key);
    if (window == null
        || !now.isBefore(window.start().plus(time))
        || now.isBefore(window.start())) {
      window = new Window(now, 0);
    }
    // To the end of the map: what is not used is forgotten first.
    windows.remove(key);
    windows.put(key, new Window(window.start(), Math.min(limit, window.count()) + 1));
    return window.count() < limit;
  }

  /** Forgets a key's events. */
  public synchronized void forget(String key) {
    windows.remove(key);
  }

  /** The time after which a refused client may try again. */
  public Duration time() {
    return time;
  }
}
