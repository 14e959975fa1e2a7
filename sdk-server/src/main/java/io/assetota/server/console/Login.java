package io.assetota.server.console;

import io.assetota.server.console.login.Form;
import io.assetota.server.console.login.Guard;
import io.assetota.server.console.login.KnownBrowsers;
import io.assetota.server.console.login.Passwords;
import io.assetota.server.console.login.Session;
import io.assetota.server.console.login.Sessions;
import io.assetota.server.console.page.Html;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.audit.Actor;
import io.assetota.server.fleet.operators.Operator;
import io.assetota.server.web.Body;
import io.assetota.server.web.Endpoint;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.limit.Complaints;
import io.assetota.server.web.limit.Throttle;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Logs people in and out. Guessing is slow: a stranger's address has a few attempts, and each known
 * browser has a few of its own.
 */
final class Login {
  private static final int ATTEMPTS = 5;
  private static final Duration TIME = Duration.ofMinutes(5);
  private static final String FAILED = "login.failed";
  private static final Set<String> FIELDS = Set.of("user", "password", "to");

  private final Sessions sessions;
  private final Passwords passwords;
  private final Guard guard;
  private final KnownBrowsers browsers;
  private final Complaints complaints;
  private final Fleet fleet;
  private final Throttle ofStrangers;
  private final Throttle ofBrowsers;

  Login(
      Sessions sessions,
      Passwords passwords,
      Guard guard,
      KnownBrowsers browsers,
      Complaints complaints,
      Fleet fleet,
      InstantSource clock) {
    this.fleet = fleet;
    this.sessions = sessions;
    this.passwords = passwords;
    this.guard = guard;
    this.browsers = browsers;
    this.complaints = complaints;
    ofStrangers = new Throttle(ATTEMPTS, TIME, clock);
    ofBrowsers = new Throttle(ATTEMPTS, TIME, clock);
  }

  void show(Exchange exchange) throws IOException {
    if (sessions.of(exchange).isPresent()) {
      exchange.redirect("/");
    } else {
      show(exchange, 200, new LoginPage(ownPage(exchange.query().value("to").orElse("/")), ""));
    }
  }

  void submit(Exchange exchange) throws IOException {
    guard.requireSameOrigin(exchange);
    Optional<String> browser = browsers.of(exchange);
    Endpoint next = whole -> attempt(whole, Form.read(whole).requireOnly(FIELDS), browser);
    if (browser.isPresent()) {
      Body.then(Form.MAX_BODY, next).answer(exchange);
    } else {
      Body.ofStrangerThen(Form.MAX_BODY, next).answer(exchange);
    }
  }

  private void attempt(Exchange exchange, Form form, Optional<String> browser) throws IOException {
    Throttle throttle = browser.isPresent() ? ofBrowsers : ofStrangers;
    String who = browser.orElse(exchange.network());
    String to = ownPage(form.get("to"));
    if (!throttle.allows(who)) {
      exchange.set("Retry-After", Long.toString(TIME.toSeconds()));
      show(exchange, 429, new LoginPage(to, "Too many attempts. Try again in five minutes."));
      return;
    }
    exchange.continueIn(
        browser.isPresent() ? passwords.ofKnown() : passwords.ofStrangers(),
        hashing -> {
          String name = form.get("user").strip();
          Optional<Operator> operator = fleet.operators().find(name);
          String known = operator.map(Operator::name).orElse("");
          Actor actor = new Actor(known, Actor.CONSOLE, hashing.remoteAddress());
          if (!passwords.isRight(name, form.get("password")) || operator.isEmpty()) {
            // A name that nobody has may be a password in the wrong field: it is not written down.
            fleet.audit().refused(actor, FAILED, "", 401);
            complaints.note("Wrong login from " + hashing.remoteAddress());
            show(hashing, 401, new LoginPage(to, "That user and password don't match."));
            return;
          }
          throttle.forget(who);
          hashing.isKnown();
          fleet.audit().note(actor, "login", "", 303, "");
          sessions.begin(hashing, operator.get());
          if (browser.isEmpty()) {
            browsers.remember(hashing);
          }
          hashing.redirect(to);
        });
  }

  void logout(Exchange exchange, Session session, Form form) throws HttpException {
    sessions.end(exchange);
    exchange.redirect("/login");
  }

  private static void show(Exchange exchange, int status, LoginPage page) {
    Html.send(exchange, status, (out, tags) -> JteloginGenerated.render(out, tags, page));
  }

  /** Only paths of this server: a login must not lead elsewhere. */
  private static String ownPage(String path) {
    boolean own =
        path.startsWith("/")
            && !path.startsWith("//")
            && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    return own ? path : "/";
  }
}
