package io.assetota.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Devices that download the whole bundle as fast as it comes, again and again. */
final class Downloads {
  private static final Pattern HREF = Pattern.compile("\"download-http\":\\{\"href\":\"([^\"]+)\"");

  /** A few of them at each site: an address may have few connections that are still strangers. */
  private static final int SITES_APART = 50;

  private static final int PAUSE_MILLIS = 1000;

  private final URI server;
  private final String authorization;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong bytes = new AtomicLong();
  private final Times times = new Times();
  private volatile boolean ended;
  private long began;
  private long took;

  Downloads(URI server, String authorization, int count) throws IOException, InterruptedException {
    this.server = server;
    this.authorization = authorization;
    for (int i = 0; i < count; i++) {
      int number = i;
      String path = path(number);
      threads.add(new Thread(() -> download(path, number)));
    }
  }

  /** Actions are numbered as they were made, one for each device. */
  private String path(int number) throws IOException, InterruptedException {
    URI deployment =
        server.resolve(
            "DEFAULT/controller/v1/loader-" + number + "/deploymentBase/" + (number + 1));
    String answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(deployment).header("Authorization", authorization).build(),
                BodyHandlers.ofString())
            .body();
    Matcher href = HREF.matcher(answer);
    if (!href.find()) {
      throw new IOException("nothing to download for loader-" + number + ": " + answer);
    }
    return URI.create(href.group(1)).getPath();
  }

  void start() {
    began = System.nanoTime();
    threads.forEach(Thread::start);
  }

  private void download(String path, int number) {
    while (!ended) {
      long begin = System.nanoTime();
      try (Connection connection =
          new Connection(server, Addresses.ofDevice(number * SITES_APART), authorization)) {
        bytes.addAndGet(connection.get(path));
        times.took(System.nanoTime() - begin);
      } catch (IOException e) {
        times.failed(path, e);
        pause();
      }
    }
  }

  /** A server that refuses is not asked faster than a device would ask. */
  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void end() throws InterruptedException {
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
    took = System.nanoTime() - began;
  }

  String text() {
    double megabytes = bytes.get() / 1e6;
    return times.text()
        + String.format(
            Locale.ROOT, " %.0f MB, %.1f MB/s", megabytes, megabytes / Math.max(1, took / 1e9));
  }
}
