package io.assetota.server;

import static io.assetota.server.TestServer.GATEWAY_TOKEN;
import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.server.web.limit.WebLimits;
import io.assetota.testing.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers, who have no token and no password, can't keep devices and people from. */
class StrangersTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String TOKEN = "Authorization: GatewayToken " + GATEWAY_TOKEN;

  /** More than the server has threads. */
  private static final int MANY = 100;

  @TempDir Path folder;
  private final List<Stranger> open = new ArrayList<>();
  private TestServer server;

  private void start(WebLimits limits) throws IOException {
    server = new TestServer(TestServer.builder(folder.resolve("data")).limits(limits).start());
  }

  private static WebLimits limits(Duration headers, Duration body) {
    return new WebLimits(headers, body, 2000, 1000, 500, 500, 4);
  }

  @AfterEach
  void stop() throws IOException {
    for (Stranger stranger : open) {
      stranger.close();
    }
    server.close();
  }

  private URI url() {
    return server.server.url();
  }

  private Stranger stranger() throws IOException {
    return stranger("127.0.0.1");
  }

  private Stranger stranger(String address) throws IOException {
    Stranger stranger = Stranger.from(address, url());
    open.add(stranger);
    return stranger;
  }

  private void assertThatDevicesAreServed() throws IOException {
    assertThat(server.get(base("gw")).at("/config/polling/sleep").asText()).isNotEmpty();
  }

  @Test
  void bodiesThatNeverComeHoldUpNobody() throws IOException {
    start(limits(LONG, LONG));
    for (int i = 0; i < MANY; i++) {
      stranger("127.0.1." + (1 + i)).announceForm("/login", 100).send("user=");
      stranger().announceForm("/releases", 100).send("csrf=");
      stranger().announceForm(base("gw") + "/configData", 100);
    }
    assertThatDevicesAreServed();
    assertThat(ConsoleClient.loggedIn(server).page("/")).contains("gw");
  }

  @Test
  void aBodyThatComesBitByBitIsCutOff() throws Exception {
    start(limits(LONG, SHORT));
    Stranger slow = stranger().announceForm("/login", 1000);
    Thread drip =
        new Thread(
            () -> {
              try {
                while (true) {
                  slow.send("a");
                  Thread.sleep(20);
                }
              } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt(); // It was cut off.
              }
            });
    drip.start();
    assertThat(slow.status()).isEqualTo(408);
    slow.close();
    drip.join();
  }

  @Test
  void aBodyThatDoesNotComeIsAnsweredWith408() throws IOException {
    start(limits(LONG, SHORT));
    Stranger idle = stranger().announceForm("/login", 1000);
    assertThat(idle.status()).isEqualTo(408);
    idle.untilClosed();
    Stranger chunked =
        stranger()
            .send(
                "PUT "
                    + base("gw")
                    + "/configData HTTP/1.1\r\nHost: x\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"da");
    assertThat(chunked.status()).isEqualTo(401);
    chunked.untilClosed();
  }

  @Test
  void anAddressHasFewBodiesAtATime() throws IOException {
    start(limits(LONG, LONG));
    List<Stranger> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(stranger("127.0.0.2").announceForm("/login", 100));
    }
    // Four are listened to, whichever these are; the others are refused at once.
    for (int refused = 0; refused < 6; ) {
      for (Stranger one : List.copyOf(waiting)) {
        if (one.hearsWithin(50)) {
          waiting.remove(one);
          refused++;
        }
      }
    }
    assertThat(waiting).hasSize(4);
    assertThat(waiting.get(0).hearsWithin(200)).isFalse();
    assertThat(stranger("127.0.0.3").login(TestServer.PASSWORD).status()).isEqualTo(303);
  }

  @Test
  void headersThatDoNotEndAreCutOff() throws Exception {
    start(limits(SHORT, LONG));
    Stranger silent = stranger();
    Stranger unfinished = stranger().send("GET / HTTP/1.1\r\nHost: x\r\n");
    Stranger second = stranger().get("/console.css");
    assertThat(second.status()).isEqualTo(200);
    second.send("GET / HTTP/1.1\r\n");
    Stranger dripping = stranger();
    Thread drip =
        new Thread(
            () -> {
              try {
                dripping.send("GET / HTTP/1.1\r\n");
                while (true) {
                  dripping.send("a: b\r\n");
                  Thread.sleep(20);
                }
              } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt(); // It was cut off.
              }
            });
    drip.start();
    for (Stranger slow : List.of(silent, unfinished, second, dripping)) {
      slow.untilClosed();
    }
    drip.join();
  }

  @Test
  void whoRestsBetweenRequestsIsNotCutOff() throws Exception {
    AtomicLong nanos = new AtomicLong();
    server =
        new TestServer(
            TestServer.builder(folder.resolve("data"))
                .limits(limits(SHORT, LONG))
                .nanos(nanos::get)
                .start());
    Stranger device = stranger().get(base("gw"), TOKEN);
    assertThat(device.head()).contains(" 200 ");
    Stranger unfinished = stranger().get("/login");
    assertThat(unfinished.status()).isEqualTo(200);
    unfinished.send("GET / HTTP/1.1\r\n");
    // The server has seen the beginning, which is from now on too old.
    Waiting.until(
        "it is cut off",
        () -> {
          nanos.addAndGet(SHORT.toNanos());
          return unfinished.isClosed();
        });
    assertThat(device.get(base("gw"), TOKEN).head()).contains(" 200 ");
  }

  @Test
  void tooManyConnectionsOfAnAddressCloseItsOldest() throws IOException {
    start(new WebLimits(LONG, LONG, 100, 50, 5, 5, 1));
    Stranger other = stranger("127.0.0.3");
    // Threads take note of connections side by side: this one is known before the others come.
    Stranger oldest = stranger("127.0.0.2").get("/login");
    assertThat(oldest.status()).isEqualTo(200);
    for (int i = 0; i < 5; i++) {
      stranger("127.0.0.2");
    }
    oldest.untilClosed();
    assertThat(other.get("/login").status()).isEqualTo(200);
  }

  @Test
  void strangersTakeNoRoomOfDevices() throws IOException {
    start(new WebLimits(LONG, LONG, 100, 20, 5, 5, 1));
    List<Stranger> devices = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Stranger device = stranger().get(base("gw-" + i), TOKEN);
      assertThat(device.head()).contains(" 200 ");
      devices.add(device);
    }
    for (int i = 0; i < MANY; i++) {
      stranger("127.0.1." + (1 + i));
    }
    for (int i = 0; i < devices.size(); i++) {
      assertThat(devices.get(i).get(base("gw-" + i), TOKEN).head()).contains(" 200 ");
    }
    assertThatDevicesAreServed();
  }

  @Test
  void devicesThatKeepTheirConnectionsLockNobodyOut() throws IOException {
    start(new WebLimits(LONG, LONG, 20, 10, 10, 5, 1));
    Stranger first = stranger().get(base("gw-0"), TOKEN);
    assertThat(first.head()).contains(" 200 ");
    Stranger last = first;
    for (int i = 1; i <= MANY; i++) {
      last = stranger().get(base("gw-" + i), TOKEN);
      assertThat(last.head()).contains(" 200 ");
    }
    first.untilClosed();
    last.body();
    assertThat(last.get(base("gw-" + MANY), TOKEN).head()).contains(" 200 ");
  }
}
