package io.assetota.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.Ran;
import io.assetota.testing.RunningCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive with all commands, unpacked and used by a user who isn't root. */
class FullArchiveIT {
  @TempDir Path folder;
  private Distribution distribution;

  @BeforeEach
  void unpack() throws Exception {
    distribution = Distribution.unpacked(Distribution.FULL, folder);
  }

  @Test
  void makesAReleaseInstallsAndRunsIt() throws Exception {
    assertThat(distribution.assetOta("--version").succeeds().output())
        .contains("preparing a fast start")
        .contains("asset-ota " + System.getProperty("asset-ota.version"));
    assertThat(distribution.assetOta("--help").succeeds().output())
        .startsWith("Usage: asset-ota ")
        .contains("  bundle ", "  serve ", "  run ", "  flash-stm32 ");

    String release = Releases.writeProject(folder, distribution);
    distribution.assetOta("verify", release).succeeds();
    distribution.assetOta("flash", release, "--home", "device").succeeds();
    try (RunningCommand running = distribution.start("run", "--home", "device")) {
      running.awaitOutput("Hello from release 1");
      assertThat(running.end()).isZero();
    }
  }

  /** Its first start prepares the others, whatever the folder is called. */
  @Test
  void startsThroughALinkFromAFolderThatCannotBeWritten() throws Exception {
    Path link = folder.resolve("ota");
    Files.createSymbolicLink(link, distribution.launcher());
    distribution.run("chmod", "-R", "a-w", distribution.root().toString()).succeeds();

    Ran first = distribution.run(link.toString(), "--version").succeeds();
    Ran second = distribution.run(link.toString(), "--version").succeeds();

    assertThat(first.output()).contains("preparing a fast start");
    assertThat(second.output()).startsWith("asset-ota ");
    assertThat(folder.resolve(".cache/asset-ota")).isDirectoryRecursivelyContaining("glob:**.jsa");
    distribution.run("chmod", "-R", "u+w", distribution.root().toString()).succeeds();
  }

  @Test
  void allFilesBelongToRootAndAreReadable() throws Exception {
    String list =
        Ran.in(
                folder,
                List.of("tar", "tvzf", Distribution.archive(Distribution.FULL).toString()),
                Map.of("TZ", "UTC"))
            .succeeds()
            .output();

    assertThat(list.lines())
        .allMatch(
            line -> line.matches("(-rw-r--r--|-rwxr-xr-x|drwxr-xr-x|l.........) root/root .*"));
    assertThat(list.lines().filter(line -> line.startsWith("-rwx")))
        .singleElement()
        .asString()
        .endsWith("/bin/asset-ota");
  }
}
