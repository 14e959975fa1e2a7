package io.assetota.server.web.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * All open connections. At its limit of connections, Jetty accepts none at all, so strangers could
 * lock devices out. Here the oldest stranger is closed when there are too many: a device shows its
 * token within a round trip, long before it is the oldest.
 *
 * <p>Clients that keep their connections for later could lock others out, too. When there are too
 * many connections, the one that has been waiting longest for a next request is closed; its client
 * connects again when it needs to (RFC 9112, section 9.5).
 */
public final class Visitors implements Connection.Listener {
  /** How much later than its deadline a connection may be cut off, as a part of that. */
  private static final int LOOKS = 8;

  private final WebLimits limits;
  private final Complaints complaints;
  private final LongSupplier nanos;
  private final Map<Connection, Visitor> all = new HashMap<>();

  /** In the order in which they came. */
  private final Set<Visitor> strangers = new LinkedHashSet<>();

  private final Map<String, Set<Visitor>> strangersOf = new HashMap<>();

  /** Between two requests, in the order in which they were last answered. */
  private final Set<Visitor> resting = new LinkedHashSet<>();

  public Visitors(WebLimits limits, Complaints complaints, LongSupplier nanos) {
    this.limits = limits;
    this.complaints = complaints;
    this.nanos = nanos;
  }

  long now() {
    return nanos.getAsLong();
  }

  @Override
  public void onOpened(Connection connection) {
    if (!(connection instanceof ConnectionMetaData http)) {
      return; // The TLS connection around the HTTP one.
    }
    String network = Network.of(connection.getEndPoint().getRemoteSocketAddress());
    Visitor visitor = new Visitor(connection, this, network, now());
    http.setAttribute(Visitor.attribute(), visitor);
    Visitor goes = add(connection, visitor);
    if (goes != null) {
      complaints.note("Too many connections of strangers, closed the oldest of " + goes.network());
      goes.close();
    }
    restingOneTooMany().ifPresent(Visitor::close);
  }

  private synchronized Optional<Visitor> restingOneTooMany() {
    if (all.size() <= limits.connections()) {
      return Optional.empty();
    }
    Optional<Visitor> longest = resting.stream().filter(Visitor::isResting).findFirst();
    longest.ifPresent(resting::remove);
    return longest;
  }

  synchronized void isBusy(Visitor visitor) {
    resting.remove(visitor);
  }

  synchronized void rests(Visitor visitor) {
    if (all.get(visitor.connection()) == visitor) {
      resting.add(visitor);
    }
  }

  private synchronized @Nullable Visitor add(Connection connection, Visitor visitor) {
    all.put(connection, visitor);
    strangers.add(visitor);
    Set<Visitor> ofNetwork =
        strangersOf.computeIfAbsent(visitor.network(), n -> new LinkedHashSet<>());
    ofNetwork.add(visitor);
    Visitor goes = null;
    if (ofNetwork.size() > limits.ofOneAddress()) {
      goes = ofNetwork.iterator().next();
    } else if (strangers.size() > limits.strangers()) {
      goes = strangers.iterator().next();
    }
    if (goes != null) {
      isNoStranger(goes);
    }
    return goes;
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    Visitor visitor = all.remove(connection);
    if (visitor != null) {
      isNoStranger(visitor);
      resting.remove(visitor);
    }
  }

  synchronized void isNoStranger(Visitor visitor) {
    strangers.remove(visitor);
    Set<Visitor> ofNetwork = strangersOf.get(visitor.network());
    if (ofNetwork != null) {
      ofNetwork.remove(visitor);
      if (ofNetwork.isEmpty()) {
        strangersOf.remove(visitor.network());
      }
    }
  }

  /** Looks regularly for connections that don't finish their headers. */
  public void watch(Scheduler scheduler) {
    Duration pause = limits.headers().dividedBy(LOOKS);
    scheduler.schedule(
        () -> {
          cutOff();
          watch(scheduler);
        },
        Math.max(1, pause.toMillis()),
        TimeUnit.MILLISECONDS);
  }

  private void cutOff() {
    List<Visitor> slow = new ArrayList<>();
    synchronized (this) {
      long now = now();
      for (Iterator<Visitor> i = all.values().iterator(); i.hasNext(); ) {
        Visitor visitor = i.next();
        if (visitor.isTooSlow(now, limits.headers().toNanos())) {
          slow.add(visitor);
        }
      }
    }
    for (Visitor visitor : slow) {
      complaints.note("Cut off " + visitor.network() + ", whose headers did not come in time");
      visitor.close();
    }
  }
}
