package io.assetota.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Devices that poll, each at its own moment and on its own connection. */
final class Polls {
  private static final int THREADS = 64;

  private final URI server;
  private final String authorization;
  private final Times times = new Times();

  Polls(URI server, String authorization) {
    this.server = server;
    this.authorization = authorization;
  }

  /** Lets devices poll for a while; their first polls, which may register them, don't count. */
  Times run(int devices, Duration interval, Duration time) throws InterruptedException {
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    long period = interval.toNanos();
    List<Future<?>> polling = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      Device device = new Device(i);
      polling.add(
          threads.scheduleAtFixedRate(
              device::poll, period / devices * i, period, TimeUnit.NANOSECONDS));
    }
    Thread.sleep(interval.plus(time).toMillis());
    if (polling.stream().anyMatch(Future::isDone)) {
      throw new IllegalStateException("a device has stopped polling");
    }
    threads.shutdown();
    if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("a poll doesn't end");
    }
    return times;
  }

  private final class Device {
    private final String path;
    private final InetAddress from;
    private @Nullable Connection connection;
    private boolean counts;

    Device(int number) {
      path = "/DEFAULT/controller/v1/gw-" + number;
      from = Addresses.ofDevice(number);
    }

    /** One at a time: the next poll of a device waits for its last one. */
    void poll() {
      long begin = System.nanoTime();
      try {
        ask();
        if (counts) {
          times.took(System.nanoTime() - begin);
        }
      } catch (IOException e) {
        times.failed(path, e);
        connection = null;
      }
      counts = true;
    }

    private void ask() throws IOException {
      Connection kept = connection;
      if (kept != null) {
        try {
          kept.get(path);
          return;
        } catch (IOException e) {
          kept.close();
          times.connectedAgain();
        }
      }
      connection = new Connection(server, from, authorization);
      connection.get(path);
    }
  }
}
