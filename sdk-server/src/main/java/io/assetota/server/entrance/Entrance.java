package io.assetota.server.entrance;

import io.assetota.server.fleet.audit.Actor;
import io.assetota.server.fleet.audit.AuditTrail;
import io.assetota.server.fleet.operators.Operator;
import io.assetota.server.fleet.operators.Role;
import io.assetota.server.web.Endpoint;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.util.List;

/**
 * Every request of an operator comes through here, of the API and of the console. So no route can
 * forget to ask for a role, or to be written down.
 */
public final class Entrance {
  private static final List<String> READING = List.of("GET", "HEAD");

  private static final int NOT_KNOWN = 401;
  private static final int NOT_ALLOWED = 403;

  private final AuditTrail trail;

  /** An entrance whose requests are written down in a trail. */
  public Entrance(AuditTrail trail) {
    this.trail = trail;
  }

  /**
   * Continues if the operator may do it. What is not only reading is written down before it begins,
   * and its end before the answer is sent.
   *
   * @param operator who asks
   * @param credential how the operator was let in
   * @param needed the least role that may do it
   */
  public void admit(
      Exchange exchange, Operator operator, String credential, Role needed, Endpoint next)
      throws IOException {
    boolean reads = READING.contains(exchange.method());
    Actor actor = new Actor(operator.name(), credential, exchange.remoteAddress());
    String action = ActionName.of(exchange.method(), exchange.route());
    String target = String.join(" ", exchange.pathValues());
    if (!operator.role().covers(needed)) {
      if (!reads) {
        trail.refused(actor, action, target, NOT_ALLOWED);
      }
      throw new HttpException(
          NOT_ALLOWED,
          operator.name()
              + " has the role "
              + operator.role().text()
              + ", and this needs the role "
              + needed.text());
    }
    if (!reads) {
      long entry = trail.begins(actor, action, target);
      exchange.whenAnswered(status -> trail.ends(entry, status, exchange.notes()));
    }
    next.answer(exchange);
  }

  /** Writes down that somebody with a wrong token, or without one, was not let in. */
  public void turnAway(Exchange exchange, String credential) {
    trail.refused(
        new Actor("", credential, exchange.remoteAddress()), "login.failed", "", NOT_KNOWN);
  }
}
