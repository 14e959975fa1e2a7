package io.assetota.acceptance;

import static io.assetota.acceptance.UnpackedCommand.GATEWAY;
import static io.assetota.acceptance.UnpackedCommand.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.testing.RunningCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian packages, on a machine that has never seen Java. */
@Tag("long")
class InstallationIT {
  private static final String UNIT = "asset-ota@kiosk";
  private static final String DEVICE = "/var/lib/asset-ota/kiosk/device";

  private static final String PROGRAM =
      """
      public class Kiosk {
        public static void main(String[] args) throws Exception {
          System.out.println("The kiosk runs on " + System.getProperty("java.home"));
          Thread.sleep(3_600_000);
        }
      }
      """;

  private static final String PROJECT =
      """
      name=Kiosk
      version=1.0
      application=application
      command=java -cp . Kiosk
      health=true
      assetOtaDir=assets
      """;

  @TempDir static Path folder;
  private static UnpackedCommand author;
  private static CleanMachine machine;

  @BeforeAll
  static void boot() throws Exception {
    boolean possible = CleanMachine.isPossible() && Debian.isBuilt();
    assertThat(possible || !"true".equals(System.getenv("CI")))
        .as("CI needs root, mmdebstrap and -Ppackages")
        .isTrue();
    assumeTrue(possible, "needs root, mmdebstrap and -Ppackages");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Debian.copyPackages(folder);
    author = UnpackedCommand.in(folder);
    makeRelease();
    machine = CleanMachine.boot(folder);
  }

  @AfterAll
  static void end() throws IOException {
    if (machine != null) {
      machine.close();
    }
  }

  private static void makeRelease() throws Exception {
    Path assets = Files.createDirectories(folder.resolve("project/assets"));
    Files.writeString(assets.resolve("a.txt"), "an asset");
    Files.writeString(folder.resolve("project/Kiosk.java"), PROGRAM);
    Files.writeString(folder.resolve("project/project.properties"), PROJECT);
    author.shell(
        """
        javac --release 17 -d project/application project/Kiosk.java
        asset-ota bundle project --save-to kiosk.zip
        """);
  }

  private static void requireNoTraceSince(Set<String> before) throws Exception {
    Set<String> after = machine.files();
    assertThat(after).filteredOn(file -> !before.contains(file)).as("left behind").isEmpty();
    assertThat(before).filteredOn(file -> !after.contains(file)).as("lost").isEmpty();
  }

  @Test
  void aDeviceWithoutJavaGetsItsFirstUpdateAndRunsIt() throws Exception {
    Set<String> before = machine.files();
    assertThat(before).hasSizeGreaterThan(3000).noneMatch(file -> file.contains("/bin/java"));
    Debian.install(machine, "asset-ota-device-jre");
    int port = UnpackedCommand.freePort();
    String address = "http://127.0.0.1:" + port;
    try (RunningCommand server = author.serve(port)) {
      server.awaitOutput("Ctrl-C stops it");
      Files.writeString(
          folder.resolve("kiosk.conf"),
          "OPTIONS=\"--server %s --device kiosk-17 --gateway-token %s\"\n"
              .formatted(address, GATEWAY));
      machine
          .run("install", "-m600", CleanMachine.SHARED + "/kiosk.conf", "/etc/asset-ota/kiosk.conf")
          .succeeds();

      machine.run("systemctl", "enable", "--now", UNIT).succeeds();
      machine.awaitShown(UNIT, "StatusText", "no application is installed");
      author.shell(
          "asset-ota rollout kiosk.zip --server %s --token %s --all".formatted(address, OPERATOR));
      machine.awaitShown(UNIT, "StatusText", "Runs version 1.0");

      assertThat(machine.run("systemctl", "status", "--no-pager", "--full", UNIT).output())
          .contains("/usr/share/asset-ota/jre/bin/java -cp . Kiosk");
      assertThat(machine.run("asset-ota", "device", "--home", DEVICE).succeeds().output())
          .contains("a.txt");
      assertThat(machine.run("systemctl", "show", UNIT, "-p", "NRestarts").output())
          .contains("NRestarts=0");

      Debian.remove(machine, "asset-ota-device-jre");
      assertThat(machine.run("find", "/proc", "-maxdepth", "1", "-user", "asset-ota").output())
          .as("its processes")
          .isBlank();
      assertThat(machine.run("ls", DEVICE).succeeds().output())
          .as("what only a purge deletes")
          .contains("application.bin");
    }
    Debian.purge(machine, "asset-ota-device-jre");
    requireNoTraceSince(before);
  }

  @Test
  void anyUserCanUseTheWholeCommand() throws Exception {
    Debian.lendJava(machine, folder);
    Set<String> before = machine.files();
    Debian.install(machine, "asset-ota");
    machine.run("useradd", "--create-home", "visitor").succeeds();
    String output =
        machine
            .shellOf(
                "visitor",
                """
                asset-ota bundle %s/project --save-to kiosk.zip
                asset-ota verify kiosk.zip
                asset-ota flash kiosk.zip --home device
                asset-ota run --home device > run.txt 2>&1 & run=$!
                for i in $(seq 300); do ! grep -q 'runs on' run.txt || break; sleep 0.1; done
                kill $run
                wait $run
                cat run.txt
                asset-ota demo
                """
                    .formatted(CleanMachine.SHARED))
            .succeeds()
            .output();

    assertThat(output)
        .contains("valid kiosk.zip", "Installed.")
        .contains("The kiosk runs on", "stopping version 1.0: the runtime ends")
        .contains("== A gateway runs in production", "rolled-back", "Done.");

    machine.run("userdel", "--remove", "visitor").succeeds();
    Debian.remove(machine, "asset-ota");
    Debian.purge(machine, "asset-ota");
    requireNoTraceSince(before);
  }
}
