package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetHash;
import io.assetota.ota.source.RangeServer;
import io.assetota.testing.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent whose process is killed at 50 points of an update: what it kept is not fetched again but
 * for a block, and its device is the old one or the new one.
 */
@Tag("long")
class KilledAgentIT {
  /** Each costs the start of a JVM or two; the number for a long run is given from outside. */
  private static final int KILLS_IN_TRANSFER = Integer.getInteger("asset-ota.agent-kills", 16);

  private static final int KILLS_IN_COMMIT = (KILLS_IN_TRANSFER + 1) / 2;
  private static final int PIECE = 2048;
  private static final long PATIENCE_SECONDS = 60;
  private static final Map<String, byte[]> BEFORE = Bundles.noise(4, 100_000, 1);
  private static final Map<String, byte[]> AFTER = new TreeMap<>(BEFORE);

  static {
    for (int i = 1; i < 4; i++) {
      AFTER.put("asset" + i + ".bin", Bundles.noise(300_000, 70 + i));
    }
  }

  @TempDir private Path folder;
  private Path home;
  private RangeServer server;
  private long size;

  /** Where the assets that have to come lie in the bundle, by the names of their parts. */
  private final Map<String, ByteRange> ranges = new TreeMap<>();

  private long bytes() {
    return ranges.values().stream().mapToLong(ByteRange::length).sum();
  }

  @Test
  void goesOnWhereItWasKilledAndIsNeverInBetween() throws Exception {
    home = folder.resolve("device");
    try (Installer device = Installer.open(home)) {
      UpdateAgent.forDevice(device)
          .build()
          .install(Bundles.build(folder.resolve("1.zip"), 1, BEFORE));
    }
    Path second = Bundles.build(folder.resolve("2.zip"), 2, AFTER);
    try (Bundle bundle = Bundle.open(second)) {
      for (int i = 1; i < 4; i++) {
        String name = "asset" + i + ".bin";
        ranges.put(
            AssetHash.ofContent(AFTER.get(name)) + PartFile.SUFFIX,
            bundle.asset(name).orElseThrow().range());
      }
    }
    size = Files.size(second);
    try (RangeServer started = new RangeServer(Files.readAllBytes(second))) {
      server = started;
      for (int i = 0; i < KILLS_IN_TRANSFER; i++) {
        killInTransfer(i % 2 == 0);
        assertThat(version()).isEqualTo(1);
      }
      assertThat(total(kept())).isGreaterThan(bytes() / 6);
      run("download", "DOWNLOADED");
      assertThat(version()).isEqualTo(1);
      killInCommit();
    }
  }

  /** What the parts on the disk have: bytes, by their names. */
  private Map<String, Long> kept() throws IOException {
    Map<String, Long> kept = new TreeMap<>();
    for (String name : ranges.keySet()) {
      Path part = home.resolve("staging").resolve(name);
      kept.put(name, Files.exists(part) ? Math.max(0, Files.size(part) - PartFile.HEADER) : 0);
    }
    return kept;
  }

  /** Starts an agent that is killed when the server has sent its share of this run. */
  private void killInTransfer(boolean afterItCame) throws Exception {
    Map<String, Long> before = kept();
    long share = bytes() / (KILLS_IN_TRANSFER + 4);
    AtomicLong sent = new AtomicLong();
    AtomicBoolean killed = new AtomicBoolean();
    server.resetCounters();
    Process agent = start("install");
    server.behave(
        (request, response) -> {
          long[] range = response.range();
          if (ranges.values().stream().noneMatch(r -> r.end() - 1 == range[1])) {
            response.serve();
            return;
          }
          response.partialHead("Content-Length: " + (range[1] - range[0] + 1));
          for (long at = range[0]; at <= range[1]; at += PIECE) {
            int n = (int) Math.min(PIECE, range[1] + 1 - at);
            if (killed.get() || sent.addAndGet(n) > share) {
              if (afterItCame) {
                awaitMoreThan(total(before) + share / 2);
              }
              killed.set(true);
              agent.destroyForcibly();
              throw new IOException("killed");
            }
            response.body(response.content(), (int) at, n);
          }
        });
    assertThat(agent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(killed).isTrue();
    assertThat(agent.exitValue()).as("SIGKILL").isEqualTo(128 + 9);
    assertNothingFetchedAgain(before);
  }

  private static long total(Map<String, Long> parts) {
    return parts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Lets the agent have the processor meanwhile. */
  private void awaitMoreThan(long bytes) {
    Waiting.until("more than " + bytes + " bytes on the disk", () -> total(kept()) > bytes);
  }

  /** Counted at the server: what was asked for begins where the part ends, but for a block. */
  private void assertNothingFetchedAgain(Map<String, Long> before) {
    for (RangeServer.Request request : server.log()) {
      String[] ends = request.header("Range").substring("bytes=".length()).split("-", 2);
      if (Long.parseLong(ends[1]) == size - 1) {
        continue; // The directory, which lies behind the assets, with some of what is before it.
      }
      long first = Long.parseLong(ends[0]);
      ranges.forEach(
          (name, range) -> {
            if (first >= range.start() && first < range.end()) {
              long kept = before.get(name);
              assertThat(kept).as("%s is complete", name).isLessThan(range.length());
              assertThat(first)
                  .as("%s of which %d bytes are kept", name, kept)
                  .isGreaterThan(range.start() + kept - PartFile.BLOCK);
            }
          });
    }
  }

  private Process start(String decision) throws IOException {
    return new ProcessBuilder(AgentProcess.command(home, server.uri(), decision))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Runs an agent to its end, which nothing disturbs; returns nanoseconds since its plan. */
  private long run(String decision, String outcome) throws Exception {
    Map<String, Long> before = kept();
    server.resetCounters();
    server.behave((request, response) -> response.serve());
    Process agent = start(decision);
    List<String> lines = new ArrayList<>();
    long begin = 0;
    try (BufferedReader out = agent.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        begin = line.equals("PLANNED") ? System.nanoTime() : begin;
        lines.add(line);
      }
    }
    long end = System.nanoTime();
    assertThat(agent.waitFor()).isZero();
    assertThat(lines.get(lines.size() - 1)).as(lines.toString()).startsWith(outcome);
    assertNothingFetchedAgain(before);
    return end - begin;
  }

  /** From the same state, in which all has come, at points between plan and end. */
  private void killInCommit() throws Exception {
    Path fetched = folder.resolve("fetched");
    copy(home, fetched);
    long duration = run("install", "INSTALLED");
    assertThat(version()).isEqualTo(2);
    int old = 0;
    for (int i = 0; i < KILLS_IN_COMMIT; i++) {
      home = folder.resolve("device" + i);
      copy(fetched, home);
      killAfterPlan(duration * i / KILLS_IN_COMMIT);
      if (version() == 1) {
        old++;
        run("install", "INSTALLED");
        assertThat(server.bodyBytes()).isLessThan(20_000);
      }
      assertThat(version()).isEqualTo(2);
      assertThat(home.resolve("staging")).isDirectoryNotContaining("glob:**.asset");
    }
    assertThat(old).as("kills that came in time").isPositive();
  }

  private void killAfterPlan(long nanos) throws Exception {
    Process agent = start("install");
    try (BufferedReader out = agent.inputReader()) {
      assertThat(out.readLine()).isEqualTo("PLANNED");
      TimeUnit.NANOSECONDS.sleep(nanos);
      agent.destroyForcibly();
    }
    assertThat(agent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** Opens the device, which recovers it, and returns which of the two it is, in all its bytes. */
  private int version() throws IOException {
    try (Installer device = Installer.open(home)) {
      int version = Devices.version(device);
      Devices.assertHas(device, version == 1 ? BEFORE : AFTER);
      return version;
    }
  }
}
