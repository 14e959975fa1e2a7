package io.assetota.server.console;

import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.Throttle;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logging in and out. Guessing is slow: a few attempts of an address, and not many of all. */
final class Login {
  private static final Logger log = LoggerFactory.getLogger(Login.class);
  private static final int ATTEMPTS = 5;
  private static final int ATTEMPTS_OF_ALL = 100;
  private static final Duration TIME = Duration.ofMinutes(5);
  private static final String ALL = "all";
  private static final String USER = "admin";

  private final Sessions sessions;
  private final Passwords passwords;
  private final Guard guard;
  private final Throttle ofAddress;
  private final Throttle ofAll;

  Login(Sessions sessions, Passwords passwords, Guard guard, InstantSource clock) {
    this.sessions = sessions;
    this.passwords = passwords;
    this.guard = guard;
    ofAddress = new Throttle(ATTEMPTS, TIME, clock);
    ofAll = new Throttle(ATTEMPTS_OF_ALL, TIME, clock);
  }

  void show(Exchange exchange) throws IOException {
    if (sessions.of(exchange).isPresent()) {
      exchange.redirect("/");
    } else {
      show(exchange, 200, new LoginPage(ownPage(exchange.query("to").orElse("/")), ""));
    }
  }

  void submit(Exchange exchange) throws IOException {
    guard.requireSameOrigin(exchange);
    Form form = Form.read(exchange);
    String to = ownPage(form.get("to"));
    if (!ofAddress.allows(exchange.remoteAddress()) || !ofAll.allows(ALL)) {
      exchange.set("Retry-After", Long.toString(TIME.toSeconds()));
      show(exchange, 429, new LoginPage(to, "Too many attempts. Try again in five minutes."));
      return;
    }
    boolean right = passwords.isRight(form.get("password")) && form.get("user").equals(USER);
    if (!right) {
      log.warn("Wrong login from {}", exchange.remoteAddress());
      show(exchange, 401, new LoginPage(to, "That user and password don't match."));
      return;
    }
    ofAddress.forget(exchange.remoteAddress());
    sessions.begin(exchange);
    exchange.redirect(to);
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
