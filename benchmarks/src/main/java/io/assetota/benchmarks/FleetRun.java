package io.assetota.benchmarks;

import io.assetota.bundle.BundleBuilder;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.ProductData;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.devices.AttributeMode;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.fleet.rollouts.RolloutPlan;
import io.assetota.server.fleet.rules.Feedback;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.Database;
import io.assetota.server.store.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What the update server's store does with many devices: how large its files get, and how long a
 * device waits while a rollout to all of them begins. Without HTTP, which is measured elsewhere.
 */
public final class FleetRun {
  private static final int ATTRIBUTES = 20;
  private static final int THREADS = 32;
  private static final double NANOS_IN_MS = 1e6;

  private final Path folder;
  private final int devices;
  private final AtomicLong peak = new AtomicLong();

  private FleetRun(Path folder, int devices) {
    this.folder = folder;
    this.devices = devices;
  }

  /** Runs it: folder, devices, writes a second, and for how many seconds. */
  public static void main(String[] args) throws Exception {
    FleetRun run = new FleetRun(Path.of(args[0]), Integer.parseInt(args[1]));
    run.run(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
  }

  private void run(int rate, int seconds) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread sampler = new Thread(() -> sample(done), "size");
    try (Database database = Database.open(folder)) {
      Fleet fleet =
          Fleet.open(
              BundleFiles.open(folder, BundleFiles.disk()),
              Opening.USUAL,
              database,
              InstantSource.system(),
              new Random(1),
              BundleLimits.DEFAULT,
              Integer.MAX_VALUE);
      Release release = publish(fleet);
      sampler.start();
      long begin = System.nanoTime();
      inThreads(
          devices,
          i -> {
            fleet.devices().register(name(i));
            fleet.reports().report(name(i), AttributeMode.REPLACE, attributes(i));
          });
      tell("%d devices registered and told %d attributes in %.1f s", devices, ATTRIBUTES, s(begin));
      tell("  files %s, at most %s", mb(size()), mb(peak.getAndSet(0)));
      startRollout(fleet, release);
      begin = System.nanoTime();
      long worst = feedback(fleet, rate, seconds);
      tell(
          "%d writes in %.1f s (asked for %d a second), the slowest took %.0f ms",
          (long) rate * seconds, s(begin), rate, worst / NANOS_IN_MS);
      tell("  files %s, at most %s", mb(size()), mb(peak.get()));
      begin = System.nanoTime();
      fleet.devices().totals(InstantSource.system().instant());
      tell("the console's totals took %.0f ms", (System.nanoTime() - begin) / NANOS_IN_MS);
    } finally {
      done.set(true);
      sampler.join();
    }
    tell("  files %s when closed", mb(size()));
  }

  private Release publish(Fleet fleet) throws IOException {
    Path bundle = Files.createTempFile("fleet-run", ".zip");
    try {
      Files.delete(bundle);
      BundleBuilder.forApplication(
              ApplicationModule.wrap(
                  Platform.LINUX, new ProductData(1, 1), 5500, "kiosk.jar", new byte[1000]),
              "kiosk.jar.bin")
          .writeTo(bundle);
      try (InputStream in = Files.newInputStream(bundle)) {
        return fleet.releases().publish(in, "", "");
      }
    } finally {
      Files.deleteIfExists(bundle);
    }
  }

  /** Begins a rollout to all, while one device polls and another one writes. */
  private void startRollout(Fleet fleet, Release release) throws Exception {
    AtomicBoolean started = new AtomicBoolean();
    List<Long> polls = new ArrayList<>();
    List<Long> writes = new ArrayList<>();
    Thread polling =
        thread(
            "poll",
            started,
            polls,
            () -> {
              fleet.devices().find(name(1));
              fleet.actions().next(name(1));
            });
    Thread writing = thread("write", started, writes, () -> fleet.reports().ask(name(2)));
    polling.start();
    writing.start();
    long begin = System.nanoTime();
    fleet.rollouts().start(RolloutPlan.forAll(release.id()));
    double took = s(begin);
    started.set(true);
    polling.join();
    writing.join();
    tell("a rollout to all began in %.1f s; meanwhile", took);
    tell("  %s", latencies("polls", polls));
    tell("  %s", latencies("writes", writes));
    tell("  files %s, at most %s", mb(size()), mb(peak.getAndSet(0)));
  }

  private interface Request {
    void send() throws IOException;
  }

  private static Thread thread(
      String name, AtomicBoolean stop, List<Long> latencies, Request request) {
    return new Thread(
        () -> {
          do {
            long begin = System.nanoTime();
            try {
              request.send();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            latencies.add(System.nanoTime() - begin);
            LockSupport.parkNanos(2_000_000);
          } while (!stop.get());
        },
        name);
  }

  private static String latencies(String what, List<Long> latencies) {
    long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%d %s: median %.1f ms, p99 %.1f ms, slowest %.0f ms",
        sorted.length,
        what,
        sorted[sorted.length / 2] / NANOS_IN_MS,
        sorted[sorted.length * 99 / 100] / NANOS_IN_MS,
        Arrays.stream(sorted).max().orElseThrow() / NANOS_IN_MS);
  }

  /** Devices go on with their updates: so many writes a second. Returns the slowest one's time. */
  private long feedback(Fleet fleet, int rate, int seconds) throws Exception {
    AtomicLong worst = new AtomicLong();
    long begin = System.nanoTime();
    Feedback progress =
        new Feedback(
            Feedback.Execution.PROCEEDING,
            Feedback.Result.NONE,
            Optional.of(200),
            List.of("fetched 123456 of 234567 bytes"));
    inThreads(
        rate * seconds,
        n -> {
          LockSupport.parkNanos(begin + n * 1_000_000_000L / rate - System.nanoTime());
          String device = name(n % devices);
          Action action = fleet.actions().next(device).orElseThrow();
          long from = System.nanoTime();
          fleet.conversations().feedback(device, action.id(), progress);
          worst.accumulateAndGet(System.nanoTime() - from, Math::max);
        });
    return worst.get();
  }

  private interface Numbered {
    void send(int n) throws IOException;
  }

  /** As many at once as a server's devices are. */
  private static void inThreads(int count, Numbered request) throws Exception {
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    AtomicReference<IOException> failure = new AtomicReference<>();
    for (int t = 0; t < THREADS; t++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int n; (n = next.getAndIncrement()) < count; ) {
                    request.send(n);
                  }
                } catch (IOException e) {
                  failure.set(e);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  private static String name(int device) {
    return String.format(Locale.ROOT, "gateway-%06d", device);
  }

  private static Map<String, String> attributes(int device) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("app", "linux 1");
    for (int i = 1; i < ATTRIBUTES; i++) {
      attributes.put("asset." + i + ".name", "asset " + i + " of device " + device);
    }
    return attributes;
  }

  private void sample(AtomicBoolean done) {
    while (!done.get()) {
      long now = size();
      peak.accumulateAndGet(now, Math::max);
      LockSupport.parkNanos(100_000_000);
    }
  }

  private long size() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mb(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static double s(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void tell(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
