package io.assetota.benchmarks;

import io.assetota.bundle.BundleBuilder;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.ProductData;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Downloads side by side with curl's, for {@code benchmarks/fetch-vs-curl.sh}. */
public final class FetchRun {
  private static final int ASSETS = 10;
  private static final int MEGABYTE = 1_000_000;
  private static final int CHUNK = 64 * 1024;

  /** In which the compiler of the JVM is still at work; a device's agent runs for months. */
  private static final int WARM_UP = 4;

  private final URI uri;
  private final Path folder;

  private FetchRun(URI uri, Path folder) {
    this.uri = uri;
    this.folder = folder;
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  /**
   * Makes a bundle ({@code make FILE MEGABYTES}); compares rates ({@code compare URL FOLDER
   * ROUNDS}); or updates a new device and tells what memory that took ({@code memory URL FOLDER}).
   *
   * @param args as above
   * @throws IOException if it fails
   * @throws InterruptedException never
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    switch (args[0]) {
      case "make" -> make(Path.of(args[1]), Integer.parseInt(args[2]));
      case "compare" ->
          new FetchRun(URI.create(args[1]), Path.of(args[2])).compare(Integer.parseInt(args[3]));
      case "memory" -> {
        new FetchRun(URI.create(args[1]), Path.of(args[2])).update();
        printMemory();
      }
      default -> throw new IllegalArgumentException("make, compare or memory, not " + args[0]);
    }
  }

  /** Noise: what doesn't compress is all moved. */
  private static void make(Path file, int megabytes) throws IOException {
    Random random = new Random(megabytes);
    byte[] application = new byte[2000];
    random.nextBytes(application);
    BundleBuilder builder =
        BundleBuilder.forApplication(
            ApplicationModule.wrap(
                Platform.LINUX, new ProductData(0xffff, 1), 5500, "app.jar", application));
    for (int i = 0; i < ASSETS; i++) {
      byte[] content = new byte[megabytes * (MEGABYTE / ASSETS)];
      random.nextBytes(content);
      builder.asset("asset" + i + ".bin", content);
    }
    builder.writeTo(file);
  }

  private void compare(int rounds) throws IOException, InterruptedException {
    Path file = folder.resolve("out");
    long size;
    try (BundleSource source = BundleSource.of(uri)) {
      size = source.size();
    }
    Map<String, Step> steps = new LinkedHashMap<>();
    steps.put("curl -o FILE", () -> shell("curl -s -o \"$0\" \"$1\"", file));
    steps.put("BundleSource into a file", () -> read(file));
    steps.put(
        "curl, sha256sum, sync",
        () -> shell("curl -s -o \"$0\" \"$1\" && sha256sum \"$0\" && sync \"$0\"", file));
    steps.put("UpdateAgent, installed", this::update);
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    for (int i = 0; i < rounds + WARM_UP; i++) {
      for (Map.Entry<String, Step> step : steps.entrySet()) {
        long begin = System.nanoTime();
        step.getValue().run();
        double took = (System.nanoTime() - begin) / 1e6;
        millis.computeIfAbsent(step.getKey(), key -> new ArrayList<>()).add(took);
        clear();
      }
    }
    System.out.printf("%-26s %9s %9s %9s%n", "", "first ms", "median ms", "MB/s");
    millis.forEach(
        (name, all) -> {
          List<Double> warm = new ArrayList<>(all.subList(WARM_UP, all.size()));
          Collections.sort(warm);
          double median = warm.get(warm.size() / 2);
          System.out.printf(
              Locale.ROOT,
              "%-26s %9.0f %9.0f %9.0f%n",
              name,
              all.get(0),
              median,
              size / median / 1000);
        });
  }

  private void shell(String script, Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", script, file.toString(), uri.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("curl failed");
    }
  }

  private void read(Path file) throws IOException {
    try (BundleSource source = BundleSource.of(uri);
        OutputStream out = Files.newOutputStream(file);
        InputStream in = source.read(new ByteRange(0, source.size()))) {
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        out.write(chunk, 0, n);
      }
    }
  }

  private void update() throws IOException {
    try (Installer device = Installer.open(folder.resolve("device"));
        BundleSource source = BundleSource.of(uri)) {
      UpdateAgent.forDevice(device).build().update(source, UpdateListener.NONE);
    }
  }

  /** Each step begins with nothing there, and nothing that is still to be written. */
  private void clear() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void printMemory() throws IOException {
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(java.lang.management.MemoryUsage::getUsed)
            .sum();
    long resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
    System.out.printf(
        Locale.ROOT,
        "most heap %5.1f MB, most memory of the process %5.1f MB%n",
        (double) heap / MEGABYTE,
        resident * 1024.0 / MEGABYTE);
  }
}
