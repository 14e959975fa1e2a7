package io.assetota.ota;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.ota.source.RangeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real disk of 2 MiB, in a mount namespace of its own, where the system lets us make one. */
class FullDiskIT {
  private static final int LENGTH = 300_000;

  @TempDir private Path folder;
  private Path disk;

  private record Run(int exitCode, List<String> lines) {}

  /** Runs a script in which {@code "$0"} is the mounted disk. */
  private Run onDisk(String script, String... arguments) throws Exception {
    disk = Files.createDirectories(folder.resolve("disk"));
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=2m tmpfs \"$0\" && " + script,
                disk.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Run(process.waitFor(), out.lines().toList());
    } catch (IOException e) {
      return new Run(-1, List.of(e.getMessage()));
    }
  }

  private void assumeDisk() throws Exception {
    Run run = onDisk("true");
    assumeTrue(run.exitCode() == 0, () -> "this system lets nobody mount a disk: " + run.lines());
  }

  /**
   * In the middle of a part; and in the middle of the second module, for which both parts have come
   * by then: there is room for these and for one module.
   */
  @ParameterizedTest
  @CsvSource({"100000, 0", "5000, 1000000"})
  void aFullDiskIsToldTheDeviceStaysAndWhatCameIsKept(long after, long room) throws Exception {
    assumeDisk();
    byte[] first =
        Files.readAllBytes(Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(2, 50_000, 1)));
    TreeMap<String, byte[]> assets = new TreeMap<>(Bundles.noise(2, LENGTH, 2));
    byte[] second = Files.readAllBytes(Bundles.build(folder.resolve("2.zip"), 2, assets));
    try (RangeServer one = new RangeServer(first);
        RangeServer two = new RangeServer(second)) {
      String script =
          """
          "$@" "$0/device" %s install && sha256sum "$0/device/application.bin" \\
            && "$@" "$0/device" %s install %d %d && sha256sum "$0/device/application.bin" \\
            && rm "$0/ballast" && "$@" "$0/device" %s install && ls -A "$0/device/staging" | wc -l
          """
              .formatted(one.uri(), two.uri(), after, room, two.uri());
      Run run = onDisk(script, AgentProcess.command().toArray(new String[0]));
      List<String> lines =
          run.lines().stream()
              .filter(l -> !l.startsWith("PLANNED") && !l.startsWith("STORED"))
              .toList();
      assertThat(run.exitCode()).as(run.lines().toString()).isZero();
      assertThat(lines).as(run.lines().toString()).hasSize(6);
      assertThat(lines.get(0)).startsWith("INSTALLED");
      assertThat(lines.get(2))
          .startsWith("StorageFullException the disk of " + disk)
          .contains("is full");
      assertThat(lines.get(3)).isEqualTo(lines.get(1));
      assertThat(lines.get(4)).startsWith("INSTALLED ");
      long fetched = Long.parseLong(lines.get(4).substring("INSTALLED ".length()));
      assertThat(fetched).isLessThanOrEqualTo(2 * LENGTH + 1000 - Math.max(after - 2 * 65_536, 0));
      if (room > 0) {
        // Nothing of the assets: only the first and the last 8 KiB, to see what is in the bundle.
        assertThat(fetched).isLessThanOrEqualTo(2 * 4096);
      }
      assertThat(lines.get(5).trim()).isEqualTo("0");
    }
  }

  @Test
  void whatCannotFitIsNotBegun() throws Exception {
    assumeDisk();
    Path bundle = Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(2, 600_000, 1));
    try (RangeServer server = new RangeServer(Files.readAllBytes(bundle))) {
      Run run =
          onDisk(
              "exec \"$@\"",
              AgentProcess.command(disk.resolve("device"), server.uri(), "install")
                  .toArray(new String[0]));
      assertThat(run.lines().toString())
          .contains("StorageFullException")
          .contains("too full to fetch the assets");
      assertThat(server.bodyBytes()).isLessThan(20_000);
    }
  }
}
