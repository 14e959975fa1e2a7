package io.assetota.cli.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.cli.testing.Started;
import io.assetota.cli.testing.Systemd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} as a service of a real systemd, with an update server. */
@Tag("long")
class RunUnderSystemdIT {
  private static final String UNIT = "device.service";
  private static final Duration CRASH = Duration.ofSeconds(60);
  private static final Duration HANG = Duration.ofSeconds(80);

  @TempDir(cleanup = CleanupMode.ALWAYS)
  Path folder;

  private RunScenario scenario;
  private Systemd systemd;

  @BeforeEach
  void boot() throws Exception {
    assumeTrue(Systemd.isPossible());
    scenario = new RunScenario(folder);
    writeUnit();
    systemd = Systemd.boot(folder, UNIT);
  }

  private void writeUnit() throws IOException {
    // A line of a unit file is shorter than our class path.
    List<String> java = Started.java();
    Path arguments = folder.resolve("java.arguments");
    List<String> words = new ArrayList<>(java.subList(1, java.size()));
    words.addAll(scenario.run());
    Files.writeString(arguments, String.join("\n", words) + "\n");
    Files.writeString(
        Files.createDirectories(folder.resolve("units")).resolve(UNIT),
        """
        [Unit]
        Description=A device
        StartLimitIntervalSec=0

        [Service]
        Type=notify
        WatchdogSec=20
        ExecStart=%s @%s
        Restart=always
        RestartSec=1
        StandardOutput=append:%s
        StandardError=append:%s
        """
            .formatted(
                java.get(0), arguments, folder.resolve("out.txt"), folder.resolve("err.txt")));
  }

  @AfterEach
  void end() {
    if (systemd != null) {
      systemd.close();
    }
    if (scenario != null) {
      scenario.close();
    }
  }

  private void awaitShown(String property, String value) throws Exception {
    for (int i = 0; i < 300 && !systemd.show(UNIT, property).contains(value); i++) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    assertThat(systemd.show(UNIT, property)).as(logs()).contains(value);
  }

  private String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    for (String file : List.of("systemd.txt", "err.txt")) {
      Path log = folder.resolve(file);
      logs.append(file).append(": ").append(Files.exists(log) ? Files.readString(log) : "none");
    }
    return logs.toString();
  }

  @Test
  void eachOfFourBadReleasesIsReplacedAndBothSystemdAndTheServerKnowWhy() throws Exception {
    awaitShown("StatusText", "Waits: no application is installed");
    awaitShown("ActiveState", "active");
    for (int i = 0; i < 300 && scenario.device().path("lastSeen").asText("").isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    scenario.deliver(1, "run");
    scenario.awaitRunning(1, CRASH);
    awaitShown("StatusText", "Runs version 1");

    int failed = scenario.deliver(2, "throw");
    assertThat(scenario.awaitFailure(failed, 1, CRASH))
        .contains("it ended with exit code 1", "this version can't work");
    failed = scenario.deliver(3, "exit");
    assertThat(scenario.awaitFailure(failed, 1, CRASH)).contains("it ended with exit code 0");
    failed = scenario.deliver(4, "child stop run");
    awaitShown("StatusText", "it was suspended (SIGSTOP) for 1");
    assertThat(scenario.awaitFailure(failed, 1, HANG)).contains("it was suspended (SIGSTOP)");
    failed = scenario.deliver(5, "1500 die");
    assertThat(scenario.awaitFailure(failed, 1, CRASH)).contains("it ended with exit code 7");

    assertThat(systemd.show(UNIT, "NRestarts")).isEqualTo("0");
    systemd.systemctl("kill", "--signal=KILL", "--kill-who=main", UNIT);
    awaitShown("NRestarts", "1");
    scenario.awaitRunning(1, CRASH);
    scenario.deliver(6, "run");
    scenario.awaitRunning(6, CRASH);
    assertThat(scenario.applications()).hasSize(1);

    systemd.systemctl("stop", UNIT);
    assertThat(systemd.show(UNIT, "Result")).isEqualTo("success");
    assertThat(systemd.show(UNIT, "ExecMainStatus")).isEqualTo("0");
    assertThat(scenario.applications()).isEmpty();
    assertThat(Files.readString(folder.resolve("out.txt"))).contains("version 6 begins");
  }
}
