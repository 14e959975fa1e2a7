package io.assetota.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes race for one folder, and each is killed again and again. */
@Tag("long")
final class RolesRaceIT {
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("race.seconds", 15));
  private static final int LONGEST_LIFE_MILLIS = 2_500;

  @TempDir Path folder;

  private final Random random = new Random(12);
  private final List<Path> outputs = new ArrayList<>();

  private Process start(String role, Path home) throws IOException {
    Path output = folder.resolve("output" + outputs.size());
    outputs.add(output);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            String.join(
                File.pathSeparator,
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                System.getProperty("jdk.module.path", "")),
            RoleProcess.class.getName(),
            role,
            home.toString(),
            Long.toString(random.nextLong()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  @Test
  void twoProcessesThatAreKilledLeaveNoMix() throws Exception {
    Path home = folder.resolve("home");
    String[] roles = {"application", "updater"};
    Process[] processes = {start(roles[0], home), start(roles[1], home)};
    long end = System.nanoTime() + TIME.toNanos();
    try {
      while (System.nanoTime() - end < 0) {
        Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS)); // a process lives this long
        int i = random.nextInt(2);
        assertThat(processes[i].isAlive()).as("not ended by itself: %s", last(i)).isTrue();
        processes[i].destroyForcibly().waitFor();
        processes[i] = start(roles[i], home);
      }
    } finally {
      for (Process process : processes) {
        process.destroyForcibly().waitFor();
      }
    }
    for (Path output : outputs) {
      assertThat(Files.readString(output, UTF_8)).doesNotContain("Exception", "Error");
    }
    System.out.println("Processes: " + outputs.size() + ", rounds: " + rounds());
    assertThat(rounds()).isGreaterThan(20);
    try (Device device = Device.open(home)) {
      Optional<Release> found = Optional.empty();
      for (Release release : RoleProcess.RELEASES) {
        if (device.application().equals(Optional.of(release.application()))) {
          found = Optional.of(release);
        }
      }
      Devices.assertHas(device, found.orElseThrow());
    }
    try (Stream<Path> files = Files.list(home.resolve("staging"))) {
      assertThat(files).isEmpty();
    }
  }

  private String last(int role) throws IOException {
    String text = Files.readString(outputs.get(Math.max(0, outputs.size() - 2 + role)), UTF_8);
    return text.substring(Math.max(0, text.length() - 3_000));
  }

  private long rounds() throws IOException {
    long rounds = 0;
    for (Path output : outputs) {
      rounds += Files.readAllLines(output, UTF_8).stream().filter("round"::equals).count();
    }
    return rounds;
  }
}
