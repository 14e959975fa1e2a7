package io.assetota.cli.device;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import io.assetota.cli.testing.ScriptedReleases;
import io.assetota.cli.testing.Started;
import io.assetota.cli.testing.Systemd;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each command of docs/guides/production.md, with the unit of the gateway sample as it is, under a
 * real systemd.
 */
@Tag("long")
class ProductionGuideIT {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent();
  private static final Pattern SHELL =
      Pattern.compile("^```sh\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /** What a device needs of our class path, besides the classes that were just compiled. */
  private static final Pattern NEEDED =
      Pattern.compile(
          ".*/(classes|main|resources)|.*/(sdk|handler)-[^/]*\\.jar"
              + "|.*/(jackson|guava|failureaccess|picocli|slf4j|junixsocket|jspecify|commons-)[^/]*");

  @TempDir Path folder;
  private RunScenario scenario;
  private Systemd systemd;

  @AfterEach
  void end() {
    if (systemd != null) {
      systemd.close();
    }
    if (scenario != null) {
      scenario.close();
    }
  }

  private static List<String> commands() throws IOException {
    return SHELL
        .matcher(Files.readString(TOP.resolve("docs/guides/production.md")))
        .results()
        .flatMap(block -> block.group(1).lines())
        .toList();
  }

  /** The command, its class path and the settings, where the unit of the sample looks for them. */
  private void install() throws IOException {
    Path files = folder.resolve("files");
    Path lib = Files.createDirectories(files.resolve("opt/asset-ota"));
    StringBuilder classPath = new StringBuilder();
    int number = 0;
    String entries =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : Splitter.on(File.pathSeparatorChar).split(entries)) {
      if (NEEDED.matcher(entry).matches() && Files.exists(Path.of(entry))) {
        Path copy = lib.resolve(number++ + "-" + Path.of(entry).getFileName());
        copy(Path.of(entry), copy);
        classPath.append("/opt/asset-ota/").append(copy.getFileName()).append(':');
      }
    }
    Path bin = Files.createDirectories(files.resolve("usr/bin"));
    Path command =
        Files.writeString(
            bin.resolve("asset-ota"),
            "#!/bin/sh\nexec "
                + Started.java().get(0)
                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "
                + classPath
                + " io.assetota.cli.Main \"$@\"\n");
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path sample = TOP.resolve("samples/gateway");
    Files.writeString(
        Files.createDirectories(files.resolve("etc")).resolve("gateway.env"),
        Files.readString(sample.resolve("gateway.env"))
            .replace("https://updates.example", scenario.url().toString())
            .replace("my-token-of-gateways", RunScenario.TOKEN));
    Files.copy(
        sample.resolve("gateway.service"),
        Files.createDirectories(folder.resolve("units")).resolve("gateway.service"));
    Files.writeString(folder.resolve("units/idle.service"), "[Service]\nExecStart=/bin/true\n");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private Path project(int version, String script) throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    Path application = Files.createDirectories(project.resolve("application"));
    Files.copy(
        new ScriptedReleases(folder).jar(version, script),
        application.resolve("kiosk.jar"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.createDirectories(project.resolve("assets"));
    Files.writeString(project.resolve("assets/a.txt"), "asset " + version);
    Files.writeString(
        project.resolve("project.properties"),
        "name=Kiosk\nversion=1.0." + version + "\napplication=application\nassetOtaDir=assets\n");
    return project;
  }

  private void rollOut(int version, String script) throws Exception {
    Path bundle = folder.resolve("kiosk-1.0." + version + ".zip");
    asset_ota("bundle", project(version, script), "--save-to", bundle).succeeds();
    asset_ota(
            "rollout",
            bundle,
            "--server",
            scenario.url(),
            "--token-file",
            Files.writeString(folder.resolve("operator.token"), RunScenario.OPERATOR),
            "--all")
        .succeeds();
  }

  private void awaitStatus(String text) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!systemd.show("gateway", "StatusText").contains(text)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            text
                + " is not in: "
                + systemd.systemctl("status", "gateway", "--no-pager")
                + Files.readString(folder.resolve("systemd.txt")));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  @Test
  void eachCommandWorksAndTheUnitOfTheSampleAsItIs() throws Exception {
    assertThat(commands())
        .containsExactly(
            "asset-ota bundle . --save-to kiosk-1.0.3.zip",
            "asset-ota rollout kiosk-1.0.3.zip --server https://updates.example --token-file"
                + " operator.token --all",
            "systemctl enable --now gateway",
            "systemctl status gateway",
            // These two: RunProcessTest, and with a trial the scenario of RunIT.
            "asset-ota run --home device",
            "asset-ota flash release.zip --home device --confirm-within 10m");
    assumeTrue(Systemd.isPossible());
    scenario = new RunScenario(folder);
    install();
    systemd = Systemd.boot(folder, "idle.service");
    rollOut(3, "run");
    systemd.systemctl("enable", "--now", "gateway");
    awaitStatus("version 1.0.3");
    rollOut(4, "throw");
    awaitStatus("version 1.0.4");
    awaitStatus("version 1.0.3");
    String status = systemd.systemctl("status", "gateway", "--no-pager");
    assertThat(status).contains("Active: active (running)", "Status: ", "version 1.0.3");
    assertThat(systemd.show("gateway", "NRestarts")).isEqualTo("0");
    String pid = systemd.show("gateway", "MainPID");
    assertThat(systemd.run(List.of("stat", "-c", "%U", "/proc/" + pid))).isNotEqualTo("root");
    systemd.systemctl("stop", "gateway");
    assertThat(systemd.show("gateway", "Result")).isEqualTo("success");
  }
}
