package io.assetota.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.Ran;
import io.assetota.testing.RunningCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive for devices, unpacked and used by a user who isn't root. */
class DeviceArchiveIT {
  private static final long MOST_BYTES = 4_900_000;

  @TempDir Path folder;
  private Distribution distribution;

  @BeforeEach
  void unpack() throws Exception {
    distribution = Distribution.unpacked(Distribution.DEVICE, folder);
  }

  @Test
  void installsRunsAndShowsARelease() throws Exception {
    Path author = Files.createDirectory(folder.resolve("author"));
    String release =
        Releases.writeProject(author, Distribution.unpacked(Distribution.FULL, author));
    Files.copy(author.resolve(release), folder.resolve(release));

    distribution.assetOta("verify", release).succeeds();
    assertThat(distribution.assetOta("inspect", release).succeeds().output())
        .contains("greeting.txt");
    distribution.assetOta("flash", release, "--home", "device").succeeds();
    try (RunningCommand running = distribution.start("run", "--home", "device")) {
      running.awaitOutput("Hello from release 1");
      assertThat(running.end()).isZero();
    }
    assertThat(distribution.assetOta("device", "--home", "device").succeeds().output())
        .contains("greeting.txt");
  }

  /** Whatever reaches a class that was left out would fail only there, on somebody's device. */
  @Test
  void talksToAServer() throws Exception {
    Ran agent =
        distribution.assetOta(
            "agent",
            "--home",
            "device",
            "--server",
            "http://127.0.0.1:9",
            "--device",
            "d",
            "--token",
            "t".repeat(16),
            "--once");

    assertThat(agent.exitCode()).isEqualTo(1);
    assertThat(agent.output()).contains("127.0.0.1:9").doesNotContain("NoClassDef", "internal");
  }

  /** By the native code for sockets, of which only a part is in the archive. */
  @Test
  void tellsSystemdThatItRuns() throws Exception {
    Tools.require("socat");
    Path socket = folder.resolve("notify");
    Path told = folder.resolve("told");
    try (RunningCommand systemd =
            RunningCommand.in(
                folder,
                folder.resolve("socat.txt"),
                List.of("socat", "-u", "UNIX-RECV:" + socket + ",mode=777", "CREATE:" + told),
                Map.of());
        RunningCommand running =
            distribution.start(
                Map.of("NOTIFY_SOCKET", socket.toString()), "run", "--home", "device")) {
      running.awaitOutput("no application is installed");
      systemd.awaitFile(told, "STATUS=");
      assertThat(running.end()).isZero();
      systemd.awaitFile(told, "STOPPING=1");
    }
  }

  @Test
  void offersOnlyWhatIsThere() throws Exception {
    String help = distribution.assetOta("--help").succeeds().output();
    List<String> commands =
        help.lines()
            .filter(line -> line.matches("  [a-z]\\S* +[A-Z].*"))
            .map(line -> line.strip().split(" ", 2)[0])
            .toList();

    assertThat(commands)
        .containsExactly("flash", "device", "agent", "run", "inspect", "verify", "completion");
    Ran bundle = distribution.assetOta("bundle", ".");
    assertThat(bundle.exitCode()).isEqualTo(2);
    assertThat(bundle.output()).contains("unknown command 'bundle'");
    assertThat(distribution.root().resolve("share/man/man1"))
        .isDirectoryNotContaining("glob:**bundle*");
    assertThat(distribution.root().resolve("share/bash-completion/completions/asset-ota"))
        .content()
        .doesNotContain("rollout");
  }

  @Test
  void hasNothingOfAuthorsAndServersAndIsSmall() throws IOException {
    try (JarFile jar = new JarFile(distribution.root().resolve("lib/asset-ota.jar").toFile())) {
      assertThat(jar.stream().map(e -> e.getName()).filter(n -> n.endsWith(".class")))
          .anyMatch(n -> n.startsWith("io/assetota/runtime/"))
          .anyMatch(n -> n.startsWith("org/slf4j/simple/"))
          .noneMatch(
              n ->
                  n.matches(
                      "(io/assetota/(bundle|server|handlers)|org/eclipse|org/sqlite|gg/jte"
                          + "|org/apache|com/fasterxml/jackson/databind)/.*"));
    }
    try (Stream<Path> files = Files.list(distribution.root().resolve("lib"))) {
      assertThat(files.mapToLong(f -> f.toFile().length()).sum()).isLessThan(MOST_BYTES);
    }
  }
}
