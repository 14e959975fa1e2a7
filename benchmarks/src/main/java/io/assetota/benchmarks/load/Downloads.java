package io.assetota.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Devices that download the whole bundle as fast as it comes, again and again. */
final class Downloads {
  /** A few of them at each site: an address may have few connections that are still strangers. */
  private static final int SITES_APART = 50;

  private static final int PAUSE_MILLIS = 1000;

  private final MeasuredServer server;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong bytes = new AtomicLong();
  private final Times times = new Times();
  private volatile boolean ended;
  private long began;
  private long took;

  Downloads(MeasuredServer server, int count) throws IOException, InterruptedException {
    this.server = server;
    for (int i = 0; i < count; i++) {
      int number = i;
      String path = server.download(LoadRun.LOADER, number);
      threads.add(new Thread(() -> download(path, number)));
    }
  }

  void start() {
    began = System.nanoTime();
    threads.forEach(Thread::start);
  }

  private void download(String path, int number) {
    while (!ended) {
      long begin = System.nanoTime();
      try (Connection connection =
          new Connection(
              server.address(), Addresses.ofDevice(number * SITES_APART), server.gateway())) {
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
