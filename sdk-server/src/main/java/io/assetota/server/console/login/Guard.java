package io.assetota.server.console.login;

import static java.nio.charset.StandardCharsets.UTF_8;

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

  public Guard(Sessions sessions, BaseUrl baseUrl) {
    this.sessions = sessions;
    this.baseUrl = baseUrl;
  }

  /** Shows a page, or the login first. */
  public Endpoint page(Page page) {
    return exchange -> {
      Optional<Session> session = sessions.of(exchange);
      if (session.isPresent()) {
        page.answer(exchange, session.get());
      } else {
        exchange.redirect("/login?to=" + URLEncoder.encode(exchange.pathAndQuery(), UTF_8));
      }
    };
  }

  /** Takes a form that has these fields, and the session's token. */
  public Endpoint form(Submission submission, String... fields) {
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
      Body.then(Form.MAX_BODY, whenRead).answer(exchange);
    };
  }

  /** Refuses what another site makes a browser send; before any of the body is read. */
  public Session requireOwnPage(Exchange exchange) throws HttpException {
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
