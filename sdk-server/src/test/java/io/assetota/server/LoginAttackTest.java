package io.assetota.server;

import static io.assetota.server.TestServer.PASSWORD;
import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those who guess the password can't keep others from. */
class LoginAttackTest {
  /** Takes long enough for a queue to form. */
  private static final int SLOW = 150_000;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-01T10:00:00Z"));
  private final AtomicLong nanos = new AtomicLong();
  @TempDir Path folder;
  private TestServer server;

  private void start(int rounds) throws IOException {
    server =
        new TestServer(
            TestServer.builder(folder.resolve("data"))
                .passwordRounds(rounds)
                .clock(now::get)
                .nanos(nanos::get)
                .start());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Stranger from(String address) throws IOException {
    return Stranger.from(address, server.server.url());
  }

  private int login(String address, String password, String... headers) throws IOException {
    try (Stranger stranger = from(address)) {
      return stranger.login(password, headers).status();
    }
  }

  /** Logs in, and returns the mark of a known browser. */
  private String mark() throws IOException {
    try (Stranger browser = from("127.0.0.9")) {
      String head = browser.login(PASSWORD).head();
      assertThat(head).contains(" 303 ");
      String cookie = head.replaceFirst("(?s).*Set-Cookie: (browser=[^;]+);.*", "$1");
      assertThat(cookie).startsWith("browser=").hasSizeGreaterThan(60);
      assertThat(head).containsPattern("browser=[^;]+; [^\r]*HttpOnly; SameSite=Strict");
      return "Cookie: " + cookie;
    }
  }

  @Test
  void wrongLoginsFromEverywhereHoldUpNoDeviceAndNoKnownBrowser() throws IOException {
    start(SLOW);
    String mark = mark();
    List<Stranger> attackers = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        attackers.add(from("127.0.2." + (1 + i / 4)).login("wrong password"));
      }
      assertThat(server.get(base("gw")).isObject()).isTrue();
      assertThat(login("127.0.2.1", PASSWORD, mark)).isEqualTo(303);
      List<Integer> answers = new ArrayList<>();
      for (Stranger attacker : attackers) {
        answers.add(attacker.status());
      }
      // One is looked at and eight wait; who comes while these are there is sent away at once.
      assertThat(answers).containsOnly(401, 429);
      assertThat(answers).filteredOn(status -> status == 429).hasSizeGreaterThan(20);
    } finally {
      for (Stranger attacker : attackers) {
        attacker.close();
      }
    }
  }

  @Test
  void wrongLoginsLockOnlyTheirOwnAddress() throws IOException {
    start(1000);
    for (int i = 0; i < 150; i++) {
      assertThat(login("127.0.3." + (1 + i / 5), "wrong password")).isEqualTo(401);
    }
    assertThat(login("127.0.3.1", PASSWORD)).isEqualTo(429);
    assertThat(login("127.0.4.1", PASSWORD)).isEqualTo(303);
  }

  @Test
  void aKnownBrowserIsNotLockedOutByStrangersOfItsAddress() throws IOException {
    start(1000);
    String mark = mark();
    for (int i = 0; i < 6; i++) {
      login("127.0.0.9", "wrong password");
    }
    assertThat(login("127.0.0.9", PASSWORD)).isEqualTo(429);
    assertThat(login("127.0.0.9", PASSWORD, mark)).isEqualTo(303);
  }

  @Test
  void aKnownBrowserMayNotGuessEither() throws IOException {
    start(1000);
    String mark = mark();
    for (int i = 0; i < 5; i++) {
      assertThat(login("127.0.0.9", "wrong password", mark)).isEqualTo(401);
    }
    assertThat(login("127.0.0.8", PASSWORD, mark)).isEqualTo(429);
  }

  @Test
  void aForgedMarkIsAStrangers() throws IOException {
    start(1000);
    String mark = mark();
    for (int i = 0; i < 5; i++) {
      assertThat(login("127.0.0.9", "wrong", mark.replaceFirst("=..", "=xx"))).isEqualTo(401);
    }
    assertThat(login("127.0.0.9", PASSWORD)).isEqualTo(429);
  }

  @Test
  void aNewPasswordMakesStrangersOfAllBrowsers() throws IOException {
    start(1000);
    String mark = mark();
    ConsoleClient client = ConsoleClient.loggedIn(server);
    assertThat(
            client.submitAndFollow(
                "/settings/password", "old", PASSWORD, "new", "another password"))
        .contains("The password is changed");
    for (int i = 0; i < 5; i++) {
      login("127.0.0.9", "wrong password");
    }
    assertThat(login("127.0.0.9", "another password", mark)).isEqualTo(429);
  }

  @Test
  void anExpiredSessionStaysExpiredWhenTheClockGoesBack() throws IOException {
    start(1000);
    ConsoleClient seen = ConsoleClient.loggedIn(server);
    now.updateAndGet(t -> t.plus(Duration.ofHours(3)));
    assertThat(seen.get("/").statusCode()).isEqualTo(303);
    now.updateAndGet(t -> t.minus(Duration.ofHours(3)));
    assertThat(seen.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void aSessionExpiresThoughTheClockGoesBack() throws IOException {
    start(1000);
    ConsoleClient client = ConsoleClient.loggedIn(server);
    now.updateAndGet(t -> t.minus(Duration.ofHours(5)));
    nanos.addAndGet(Duration.ofMinutes(119).toNanos());
    assertThat(client.get("/").statusCode()).isEqualTo(200);
    nanos.addAndGet(Duration.ofMinutes(121).toNanos());
    assertThat(client.get("/").statusCode()).isEqualTo(303);
  }
}
