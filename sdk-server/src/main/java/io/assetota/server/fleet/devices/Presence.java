package io.assetota.server.fleet.devices;

import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * When devices were last seen, and how much they fetched, which changes with every request. It is
 * kept in memory and written every few seconds, so that a poll only reads the database.
 */
public final class Presence {
  private final Database database;
  private final InstantSource clock;
  private final Map<String, Instant> seen = new ConcurrentHashMap<>();
  private final Map<Long, AtomicLong> sent = new ConcurrentHashMap<>();
  private final LongAdder total = new LongAdder();

  public Presence(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Notes that a device, which is registered, talks to the server. */
  public void sees(String deviceId) {
    seen.put(deviceId, clock.instant());
  }

  void forget(String deviceId) {
    seen.remove(deviceId);
  }

  Optional<Instant> lastSeen(String deviceId) {
    return Optional.ofNullable(seen.get(deviceId));
  }

  /** Counts bytes of a bundle that go to a device. */
  public void sends(long actionId, long bytes) {
    total.add(bytes);
    counter(actionId).addAndGet(bytes);
  }

  /** Returns the bytes that were sent for an action, and are not written yet. */
  public long unsaved(long actionId) {
    AtomicLong more = sent.get(actionId);
    return more == null ? 0 : more.get();
  }

  /** Bytes of bundles that were sent since the start. */
  public long totalBytesSent() {
    return total.sum();
  }

  /** Writes it to the database. */
  public void save() throws IOException {
    Map<String, Instant> visits = Map.copyOf(seen);
    Map<Long, Long> bytes = new HashMap<>();
    sent.forEach((action, count) -> bytes.put(action, count.getAndSet(0)));
    bytes.values().removeIf(count -> count == 0);
    if (visits.isEmpty() && bytes.isEmpty()) {
      return;
    }
    boolean saved = false;
    try {
      database.write(sql -> save(sql, visits, bytes));
      saved = true;
    } finally {
      if (saved) {
        visits.forEach(seen::remove);
      } else {
        bytes.forEach((action, count) -> counter(action).addAndGet(count));
      }
    }
  }

  private static void save(Sql sql, Map<String, Instant> visits, Map<Long, Long> bytes)
      throws SQLException {
    for (Map.Entry<String, Instant> visit : visits.entrySet()) {
      sql.update("UPDATE device SET last_seen = ? WHERE id = ?", visit.getValue(), visit.getKey());
    }
    for (Map.Entry<Long, Long> count : bytes.entrySet()) {
      sql.update(
          "UPDATE action SET bytes_sent = bytes_sent + ? WHERE id = ?",
          count.getValue(),
          count.getKey());
    }
  }

  private AtomicLong counter(long actionId) {
    return sent.computeIfAbsent(actionId, id -> new AtomicLong());
  }
}
