package io.assetota.server;

import static io.assetota.server.TestServer.GATEWAY_TOKEN;
import static io.assetota.server.TestServer.JSON;
import static io.assetota.server.TestServer.base;
import static io.assetota.server.TestServer.feedback;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.Platform;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thousand devices poll, while twenty of them update. */
@Tag("long")
class LoadTest {
  private static final Logger log = LoggerFactory.getLogger(LoadTest.class);
  private static final int DEVICES = 1000;
  private static final int UPDATING = 20;
  private static final int AT_ONCE = 50;
  private static final int BLOCK = 64 * 1024;

  private final LongAdder polls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final AtomicBoolean done = new AtomicBoolean();
  @TempDir Path folder;

  @Test
  void serves() throws Exception {
    Path file =
        TestBundles.build(
            folder,
            Platform.LINUX,
            1,
            "kiosk.jar",
            Map.of("big.bin", TestBundles.noise(3, 2 << 20)));
    byte[] bundle = Files.readAllBytes(file);
    // Of its own: newer JDKs run all that blocks on as few threads as there are processors.
    ExecutorService threads = Executors.newFixedThreadPool(UPDATING + 1);
    try (TestServer server = TestServer.start(folder.resolve("data"))) {
      PublishedRelease release = server.server.publish(file);
      long begin = System.nanoTime();
      pollAll(server);
      double registered = DEVICES / seconds(begin);
      for (int i = 0; i < UPDATING; i++) {
        server.server.assign(release, "gw-" + i);
      }
      polls.reset();
      begin = System.nanoTime();
      CompletableFuture<Void> polling = CompletableFuture.runAsync(() -> pollOn(server), threads);
      List<CompletableFuture<Void>> updates = new ArrayList<>();
      for (int i = 0; i < UPDATING; i++) {
        String device = "gw-" + i;
        updates.add(CompletableFuture.runAsync(() -> update(server, device, bundle), threads));
      }
      CompletableFuture.allOf(updates.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      double took = seconds(begin);
      done.set(true);
      polling.get(60, TimeUnit.SECONDS);
      double all = seconds(begin);
      assertThat(failures.sum()).isZero();
      assertThat(polls.sum()).isGreaterThanOrEqualTo(DEVICES);
      assertThat(server.server.bytesSent()).isEqualTo((long) UPDATING * bundle.length);
      // Told as a warning, so that it is seen in a build's output.
      log.warn(
          "{} devices: registered {} a second; then {} polls a second, while {} fetched {} MB in"
              + " ranges in {} s",
          DEVICES,
          Math.round(registered),
          Math.round(polls.sum() / all),
          UPDATING,
          UPDATING * bundle.length / 1_000_000,
          String.format("%.1f", took));
    } finally {
      done.set(true);
      threads.shutdown();
    }
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  /** At least once all of them, and again until all updates are through. */
  private void pollOn(TestServer server) {
    do {
      pollAll(server);
    } while (!done.get());
  }

  private void pollAll(TestServer server) {
    Semaphore slots = new Semaphore(AT_ONCE);
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      slots.acquireUninterruptibly();
      running.add(
          server
              .http
              .sendAsync(server.device(base("gw-" + i)).build(), BodyHandlers.discarding())
              .handle(
                  (response, failure) -> {
                    slots.release();
                    polls.increment();
                    if (failure != null || response.statusCode() != 200) {
                      failures.increment();
                    }
                    return null;
                  }));
    }
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
  }

  private static void update(TestServer server, String device, byte[] bundle) {
    try {
      String deployment = server.get(base(device)).at("/_links/deploymentBase/href").asText();
      HttpResponse<String> response = server.send(server.device(deployment));
      String action = JSON.readTree(response.body()).path("id").asText();
      String href =
          JSON.readTree(response.body())
              .at("/deployment/chunks/0/artifacts/0/_links/download-http/href")
              .asText();
      for (int at = 0; at < bundle.length; at += BLOCK) {
        int end = Math.min(at + BLOCK, bundle.length);
        HttpResponse<byte[]> part =
            server.bytes(server.device(href).header("Range", "bytes=" + at + "-" + (end - 1)));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(Arrays.equals(part.body(), 0, end - at, bundle, at, end)).isTrue();
      }
      HttpRequest.Builder closed =
          server
              .request(base(device) + "/deploymentBase/" + action + "/feedback")
              .header("Authorization", "GatewayToken " + GATEWAY_TOKEN)
              .POST(BodyPublishers.ofString(feedback("closed", "success", "\"done\"")));
      assertThat(server.send(closed).statusCode()).isEqualTo(200);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
