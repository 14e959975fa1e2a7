package io.assetota.server.console.login;

import io.assetota.server.fleet.Tokens;
import io.assetota.server.fleet.operators.Operator;
import io.assetota.server.fleet.operators.Operators;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpCookie;

/** Who is logged in. Kept in memory: a restart logs everybody out. */
public final class Sessions {
  private static final int MAX_SESSIONS = 1000;
  private static final Duration IDLE = Duration.ofHours(2);
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Tokens tokens;
  private final Operators operators;
  private final BaseUrl baseUrl;
  private final InstantSource clock;
  private final LongSupplier nanos;

  /** By the hash of the cookie, so that leaked memory gives no access. */
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  /** Nobody is logged in. */
  public Sessions(
      Tokens tokens,
      Operators operators,
      BaseUrl baseUrl,
      InstantSource clock,
      LongSupplier nanos) {
    this.tokens = tokens;
    this.operators = operators;
    this.baseUrl = baseUrl;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Begins a session, with a cookie of its own. */
  public Session begin(Exchange exchange, Operator operator) throws HttpException {
    String secret = tokens.generate();
    Session session = new Session(operator, tokens.generate(), now());
    synchronized (sessions) {
      sessions.values().removeIf(this::isOver);
      if (sessions.size() >= MAX_SESSIONS) {
        sessions.remove(sessions.keySet().iterator().next());
      }
      sessions.put(Tokens.hash(secret), session);
    }
    exchange.setCookie(cookie(exchange, secret, LONGEST.toSeconds()));
    return session;
  }

  /**
   * Finds the session of a request. It ends when its operator is removed or gets another password.
   */
  public Optional<Session> of(Exchange exchange) throws IOException {
    Optional<String> secret = exchange.cookie(cookieName(exchange));
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    Session session;
    synchronized (sessions) {
      session = sessions.get(Tokens.hash(secret.get()));
    }
    if (session == null) {
      return Optional.empty();
    }
    Optional<Operator> operator = operators.find(session.operator().id());
    if (isOver(session)
        || operator.isEmpty()
        || !operator.get().passwordMark().equals(session.operator().passwordMark())) {
      // For good: a clock that is set back must not bring it back.
      synchronized (sessions) {
        sessions.values().remove(session);
      }
      return Optional.empty();
    }
    session.is(operator.get());
    session.use(now());
    exchange.isKnown();
    return Optional.of(session);
  }

  /** Ends the session of a request. */
  public void end(Exchange exchange) throws HttpException {
    Optional<String> secret = exchange.cookie(cookieName(exchange));
    synchronized (sessions) {
      secret.ifPresent(s -> sessions.remove(Tokens.hash(s)));
    }
    exchange.setCookie(cookie(exchange, "", 0));
  }

  private boolean isOver(Session session) {
    Moment now = now();
    return now.since(session.lastUsed()).compareTo(IDLE) > 0
        || now.since(session.created()).compareTo(LONGEST) > 0;
  }

  private Moment now() {
    return new Moment(clock.instant(), nanos.getAsLong());
  }

  /** With this prefix, browsers refuse the cookie from any other host or path (RFC 6265bis). */
  private String cookieName(Exchange exchange) throws HttpException {
    return baseUrl.isEncrypted(exchange) ? "__Host-session" : "session";
  }

  private HttpCookie cookie(Exchange exchange, String value, long seconds) throws HttpException {
    return HttpCookie.build(cookieName(exchange), value)
        .path("/")
        .httpOnly(true)
        .secure(baseUrl.isEncrypted(exchange))
        .sameSite(HttpCookie.SameSite.STRICT)
        .maxAge(seconds)
        .build();
  }
}
