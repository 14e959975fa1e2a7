package io.assetota.server.console.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.server.entrance.Entrance;
import io.assetota.server.fleet.audit.Actor;
import io.assetota.server.fleet.operators.Role;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Body;
import io.assetota.server.web.Endpoint;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets only those in who are logged in, and only forms that come from our own pages. */
public final class Guard {
  /** The field that carries a session's CSRF token. */
  public static final String CSRF = "csrf";

  /** A page of someone who is logged in. */
  @FunctionalInterface
  public interface Page {
    void answer(Exchange exchange, Session session) throws IOException;
  }

  /** A form of someone who is logged in. */
  @FunctionalInterface
  public interface Submission {
    void answer(Exchange exchange, Session session, Form form) throws IOException;
  }

  private final Sessions sessions;
  private final BaseUrl baseUrl;
  private final Entrance entrance;

  public Guard(Sessions sessions, BaseUrl baseUrl, Entrance entrance) {
    this.sessions = sessions;
    this.baseUrl = baseUrl;
    this.entrance = entrance;
  }

  /** Shows a page, or the login first. */
  public Endpoint page(Role needed, Page page) {
    return exchange -> {
      Optional<Session> session = sessions.of(exchange);
      if (session.isPresent()) {
        admit(exchange, session.get(), needed, e -> page.answer(e, session.get()));
      } else {
        exchange.redirect("/login?to=" + URLEncoder.encode(exchange.pathAndQuery(), UTF_8));
      }
    };
  }

  private void admit(Exchange exchange, Session session, Role needed, Endpoint next)
      throws IOException {
    entrance.admit(exchange, session.operator(), Actor.CONSOLE, needed, next);
  }

  /** Takes a form that has these fields, and the session's token. */
  public Endpoint form(Role needed, Submission submission, String... fields) {
    Set<String> known = new HashSet<>(List.of(fields));
    known.add(CSRF);
    return exchange -> {
      Session session = requireOwnPage(exchange);
      Endpoint whenRead =
          whole -> {
            Form form = Form.read(whole);
            requireToken(session, form.get(CSRF));
            submission.answer(whole, session, form.requireOnly(known));
          };
      admit(exchange, session, needed, Body.then(Form.MAX_BODY, whenRead));
    };
  }

  /** Takes a form with a file. Its token is in the body, so {@link #requireToken} comes later. */
  public Endpoint upload(Role needed, Page page) {
    return exchange -> {
      Session session = requireOwnPage(exchange);
      admit(exchange, session, needed, e -> page.answer(e, session));
    };
  }

  /** Refuses what another site makes a browser send; before any of the body is read. */
  private Session requireOwnPage(Exchange exchange) throws IOException {
    requireSameOrigin(exchange);
    return sessions
        .of(exchange)
        .orElseThrow(() -> new HttpException(403, "Your session has ended: log in again"));
  }

  public void requireSameOrigin(Exchange exchange) throws HttpException {
    boolean foreignSite =
        exchange
            .header("Sec-Fetch-Site")
            .filter(s -> !s.equals("same-origin") && !s.equals("none"))
            .isPresent();
    Optional<String> origin = exchange.header("Origin");
    if (foreignSite || (origin.isPresent() && !baseUrl.isOrigin(exchange, origin.get()))) {
      throw new HttpException(403, "This came from another site");
    }
  }

  public static void requireToken(Session session, String token) throws HttpException {
    if (!MessageDigest.isEqual(token.getBytes(UTF_8), session.csrfToken().getBytes(UTF_8))) {
      throw new HttpException(403, "This form is not of your session: go back and reload the page");
    }
  }
}
