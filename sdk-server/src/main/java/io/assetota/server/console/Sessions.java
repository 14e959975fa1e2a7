package io.assetota.server.console;

import io.assetota.server.fleet.Tokens;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;

/** Who is logged in. Kept in memory: a restart logs everybody out. */
final class Sessions {
  private static final int MAX_SESSIONS = 1000;
  private static final Duration IDLE = Duration.ofHours(2);
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Tokens tokens;
  private final BaseUrl baseUrl;
  private final InstantSource clock;

  /** By the hash of the cookie: memory that leaks opens no session. */
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  Sessions(Tokens tokens, BaseUrl baseUrl, InstantSource clock) {
    this.tokens = tokens;
    this.baseUrl = baseUrl;
    this.clock = clock;
  }

  /** Begins a session, with a cookie of its own. */
  Session begin(Exchange exchange) throws HttpException {
    String secret = tokens.generate();
    Session session = new Session(tokens.generate(), clock.instant());
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

  /** Finds the session of a request. */
  Optional<Session> of(Exchange exchange) throws HttpException {
    Optional<String> secret = exchange.cookie(cookieName(exchange));
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    Session session;
    synchronized (sessions) {
      session = sessions.get(Tokens.hash(secret.get()));
    }
    if (session == null || isOver(session)) {
      return Optional.empty();
    }
    session.use(clock.instant());
    return Optional.of(session);
  }

  /** Ends the session of a request. */
  void end(Exchange exchange) throws HttpException {
    Optional<String> secret = exchange.cookie(cookieName(exchange));
    synchronized (sessions) {
      secret.ifPresent(s -> sessions.remove(Tokens.hash(s)));
    }
    exchange.setCookie(cookie(exchange, "", 0));
  }

  /** Ends all sessions but that of a request: after a new password. */
  void endOthers(Exchange exchange) throws HttpException {
    Optional<Session> own = of(exchange);
    synchronized (sessions) {
      sessions.values().removeIf(s -> own.filter(o -> o == s).isEmpty());
    }
  }

  private boolean isOver(Session session) {
    Instant now = clock.instant();
    return now.isAfter(session.lastUsed().plus(IDLE))
        || now.isAfter(session.created().plus(LONGEST));
  }

  private boolean isEncrypted(Exchange exchange) throws HttpException {
    return baseUrl.of(exchange).startsWith("https:");
  }

  /** With TLS, browsers themselves see to it that no other host or path sets it. */
  private String cookieName(Exchange exchange) throws HttpException {
    return isEncrypted(exchange) ? "__Host-session" : "session";
  }

  private HttpCookie cookie(Exchange exchange, String value, long seconds) throws HttpException {
    return HttpCookie.build(cookieName(exchange), value)
        .path("/")
        .httpOnly(true)
        .secure(isEncrypted(exchange))
        .sameSite(HttpCookie.SameSite.STRICT)
        .maxAge(seconds)
        .build();
  }
}
