package io.assetota.server.web.limit;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;

/** An open connection. */
public final class Visitor {
  private static final String ATTRIBUTE = Visitor.class.getName();

  private final Connection connection;
  private final Visitors visitors;
  private final String network;
  private final AtomicBoolean known = new AtomicBoolean();

  /** When it was opened, or its last request ended, or the first byte of the next one was seen. */
  private volatile long waitingSince;

  private volatile long bytesBefore;

  /** Its next request has begun, or it has had none yet. */
  private volatile boolean owesHeaders = true;

  private volatile boolean served;

  Visitor(Connection connection, Visitors visitors, String network, long now) {
    this.connection = connection;
    this.visitors = visitors;
    this.network = network;
    waitingSince = now;
  }

  /** Finds the connection of a request. */
  public static Visitor of(Request request) {
    return (Visitor) request.getConnectionMetaData().getAttribute(ATTRIBUTE);
  }

  static String attribute() {
    return ATTRIBUTE;
  }

  Connection connection() {
    return connection;
  }

  String network() {
    return network;
  }

  /** The client has authenticated, and is no stranger any more. */
  public void isKnown() {
    if (!known.getAndSet(true)) {
      visitors.isNoStranger(this);
    }
  }

  /** The headers of a request are here. */
  public void begins(Request request) {
    served = true;
    visitors.isBusy(this);
    Request.addCompletionListener(request, failure -> ends());
  }

  private void ends() {
    waitingSince = visitors.now();
    bytesBefore = connection.getBytesIn();
    owesHeaders = false;
    served = false;
    visitors.rests(this);
  }

  /** Tells whether nothing of a next request has come. */
  boolean isResting() {
    return !served && connection.getBytesIn() == bytesBefore;
  }

  /** Tells whether it has been sending headers for longer than so many nanoseconds. */
  boolean isTooSlow(long now, long nanos) {
    if (served) {
      return false;
    }
    if (!owesHeaders) {
      if (connection.getBytesIn() == bytesBefore) {
        return false; // Idle between requests, for which there is another limit.
      }
      owesHeaders = true;
      waitingSince = now;
    }
    return now - waitingSince > nanos;
  }

  void close() {
    connection.getEndPoint().close();
  }
}
