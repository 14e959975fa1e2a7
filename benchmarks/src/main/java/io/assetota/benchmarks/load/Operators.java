package io.assetota.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** People who look at devices, releases and rollouts, a page each second. */
final class Operators {
  private static final List<String> PAGES =
      List.of(
          "/api/v1/devices",
          "/api/v1/devices/gw-1",
          "/api/v1/releases",
          "/api/v1/rollouts",
          "/api/v1/devices?after=gw-3");
  private static final int PAUSE_MILLIS = 1000;

  private final URI server;
  private final String authorization;
  private final List<Thread> threads = new ArrayList<>();
  private final Times times = new Times();
  private volatile boolean ended;

  Operators(URI server, String authorization) {
    this.server = server;
    this.authorization = authorization;
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      int first = i;
      Thread thread = new Thread(() -> look(first));
      threads.add(thread);
      thread.start();
    }
  }

  private void look(int first) {
    try (Connection connection =
        new Connection(server, InetAddress.getLoopbackAddress(), authorization)) {
      Thread.sleep(PAUSE_MILLIS); // gw-1 polls first
      for (int page = first; !ended; page++) {
        long begin = System.nanoTime();
        connection.get(PAGES.get(page % PAGES.size()));
        times.took(System.nanoTime() - begin);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException e) {
      times.failed("operator " + first, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void end() throws InterruptedException {
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  Times times() {
    return times;
  }
}
