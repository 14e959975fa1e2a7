package io.assetota.server.console;

import io.assetota.server.console.login.Form;
import io.assetota.server.console.login.KnownBrowsers;
import io.assetota.server.console.login.Notice;
import io.assetota.server.console.login.Passwords;
import io.assetota.server.console.login.Session;
import io.assetota.server.console.login.Sessions;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.limit.Throttle;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Tokens and the password. */
final class SettingsPages {
  private static final int ATTEMPTS = 5;

  private final Views views;
  private final Fleet fleet;
  private final Passwords passwords;
  private final Sessions sessions;
  private final KnownBrowsers browsers;
  private final Throttle attempts;

  SettingsPages(
      Views views,
      Passwords passwords,
      Sessions sessions,
      KnownBrowsers browsers,
      InstantSource clock) {
    this.views = views;
    fleet = views.fleet();
    this.passwords = passwords;
    this.sessions = sessions;
    this.browsers = browsers;
    attempts = new Throttle(ATTEMPTS, Duration.ofMinutes(5), clock);
  }

  void show(Exchange exchange, Session session) throws IOException {
    SettingsPage page =
        new SettingsPage(views.frame("Settings", "settings", session), fleet.tokens().list());
    Html.send(exchange, 200, (out, tags) -> JtesettingsGenerated.render(out, tags, page));
  }

  void createToken(Exchange exchange, Session session, Form form) throws IOException {
    Tokens.Kind kind =
        switch (form.get("kind")) {
          case "gateway" -> Tokens.Kind.GATEWAY;
          case "operator" -> Tokens.Kind.OPERATOR;
          default -> throw HttpException.badRequest("There is no such kind of token");
        };
    String secret = fleet.tokens().create(kind, form.get("name"));
    session.tell(Notice.secret("The new token. Copy it now: it is not shown again.", secret));
    exchange.redirect("/settings");
  }

  void revokeToken(Exchange exchange, Session session, Form form) throws IOException {
    fleet.tokens().revoke(exchange.number("id"));
    session.tell(Notice.good("The token is revoked."));
    exchange.redirect("/settings");
  }

  void changePassword(Exchange exchange, Session session, Form form) throws IOException {
    if (!attempts.allows(exchange.network())) {
      exchange.set("Retry-After", Long.toString(attempts.time().toSeconds()));
      throw new HttpException(429, "Too many attempts. Try again in five minutes.");
    }
    exchange.continueIn(passwords.ofKnown(), hashing -> change(hashing, session, form));
  }

  private void change(Exchange exchange, Session session, Form form) throws IOException {
    if (!passwords.isRight(form.get("old"))) {
      session.tell(Notice.bad("The old password is wrong.", List.of()));
    } else {
      try {
        passwords.set(form.get("new"));
        attempts.forget(exchange.network());
        sessions.endOthers(exchange);
        browsers.remember(exchange);
        session.tell(Notice.good("The password is changed; all other sessions have ended."));
      } catch (IllegalArgumentException e) {
        session.tell(Notice.bad("Not changed: " + e.getMessage() + ".", List.of()));
      }
    }
    exchange.redirect("/settings");
  }
}
