package io.assetota.server.console;

import io.assetota.server.console.login.Form;
import io.assetota.server.console.login.KnownBrowsers;
import io.assetota.server.console.login.Notice;
import io.assetota.server.console.login.Passwords;
import io.assetota.server.console.login.Session;
import io.assetota.server.console.page.Html;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.operators.Operator;
import io.assetota.server.fleet.operators.Role;
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
  private final KnownBrowsers browsers;
  private final Throttle attempts;

  SettingsPages(Views views, Passwords passwords, KnownBrowsers browsers, InstantSource clock) {
    this.views = views;
    fleet = views.fleet();
    this.passwords = passwords;
    this.browsers = browsers;
    attempts = new Throttle(ATTEMPTS, Duration.ofMinutes(5), clock);
  }

  void show(Exchange exchange, Session session) throws IOException {
    SettingsPage page =
        new SettingsPage(
            views.frame("Settings", "settings", session),
            session.operator().role().covers(Role.ADMINISTER) ? fleet.tokens().list() : List.of());
    Html.send(exchange, 200, (out, tags) -> JtesettingsGenerated.render(out, tags, page));
  }

  void createToken(Exchange exchange, Session session, Form form) throws IOException {
    String name = form.get("name");
    String secret =
        switch (form.get("kind")) {
          case "gateway" -> fleet.tokens().createForGateways(name);
          case "operator" -> fleet.tokens().create(session.operator(), name);
          default -> throw HttpException.badRequest("There is no such kind of token");
        };
    exchange.note(form.get("kind") + " " + name);
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
    Operator operator = session.operator();
    if (!passwords.isRight(operator.name(), form.get("old"))) {
      exchange.note("not changed: the old password was wrong");
      session.tell(Notice.bad("The old password is wrong.", List.of()));
    } else {
      try {
        passwords.set(operator.name(), form.get("new"));
        attempts.forget(exchange.network());
        // The other sessions know the old one.
        session.is(fleet.operators().find(operator.id()).orElse(operator));
        browsers.remember(exchange);
        session.tell(Notice.good("The password is changed; your other sessions have ended."));
      } catch (IllegalArgumentException e) {
        session.tell(Notice.bad("Not changed: " + e.getMessage() + ".", List.of()));
      }
    }
    exchange.redirect("/settings");
  }
}
