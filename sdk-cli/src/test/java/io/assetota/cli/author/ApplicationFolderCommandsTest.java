package io.assetota.cli.author;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.Inputs;
import io.assetota.core.application.ApplicationTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that are folders, from the project to the device and back. */
class ApplicationFolderCommandsTest {
  @TempDir Path folder;
  private Path app;
  private Path bundle;

  @BeforeEach
  void writeProject() throws IOException {
    app = Files.createDirectories(folder.resolve("build/kiosk"));
    Path run = Files.writeString(app.resolve("run"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectory(app.resolve("lib"));
    Files.writeString(app.resolve("lib/a.jar"), "library");
    Files.createSymbolicLink(app.resolve("start"), Path.of("run"));
    new Inputs(folder).assets("logo.png", "logo");
    Files.writeString(folder.resolve("env.json"), "{\"MODE\": \"demo\"}");
    Files.writeString(
        folder.resolve("project.properties"),
        """
        application=build/kiosk
        command=./run --fast
        health=http://localhost:8080/health
        version=1.0.3
        assetOtaDir=assets
        env=env.json
        """);
    bundle = folder.resolve("release.zip");
  }

  private void bundleProject() {
    assertThat(asset_ota("bundle", folder, "--save-to", bundle).succeeds().out())
        .contains("Bundling kiosk.bin for linux")
        .contains("logo.png")
        .contains("Files: 2 files, 17 bytes, version 1.0.3, started by ./run --fast.")
        .contains("Environment: 1 variable.")
        .doesNotContain("a.jar");
  }

  @Test
  void aProjectFolderIsAllThatBundleNeeds() {
    bundleProject();
    assertThat(asset_ota("verify", bundle).succeeds().out()).startsWith("valid ");
  }

  @Test
  void inspectCountsTheFilesAndListsThemOnDemand() {
    bundleProject();
    assertThat(asset_ota("inspect", bundle).succeeds().out())
        .contains("2 files, 17 bytes")
        .doesNotContain("lib/a.jar")
        .doesNotContain("files/");
    assertThat(asset_ota("inspect", bundle, "--files").succeeds().out())
        .contains("lib/a.jar")
        .contains("start -> run")
        .contains("755");
    JsonNode json = asset_ota("inspect", bundle, "--json").succeeds().json();
    assertThat(json.at("/files/count").asInt()).isEqualTo(2);
    assertThat(json.at("/files/version").asText()).isEqualTo("1.0.3");
    assertThat(json.at("/assets")).hasSize(2);
  }

  @Test
  void flashTellsOfFilesApartAndDeviceToo() throws IOException {
    bundleProject();
    Path home = folder.resolve("home");
    assertThat(asset_ota("flash", bundle, "--home", home, "--dry-run").succeeds().out())
        .contains("Files: 2 of 2 contents to transfer.")
        .contains("Would transfer 2 of 2 assets");
    asset_ota("flash", bundle, "--home", home).succeeds();
    JsonNode device = asset_ota("device", "--home", home, "--json").succeeds().json();
    assertThat(device.at("/files/count").asInt()).isEqualTo(2);
    assertThat(device.at("/available")).hasSize(2);
    assertThat(device.at("/unused")).isEmpty();

    assertThat(device.at("/files/list").isMissingNode()).isTrue();
    assertThat(asset_ota("device", "--home", home).succeeds().out()).doesNotContain("lib/a.jar");

    Files.writeString(app.resolve("lib/a.jar"), "new library");
    bundleProject2();
    JsonNode flashed = asset_ota("flash", bundle, "--home", home, "--json").succeeds().json();
    assertThat(flashed.at("/files/moved").asInt()).isEqualTo(1);
    assertThat(asset_ota("device", "--home", home).succeeds().out())
        .contains("2 files, 21 bytes, version 1.0.3; of the previous one 1 more");
  }

  @Test
  void deviceAndInspectListTheFilesInTheSameWay() throws IOException {
    Path lib = app.resolve("lib");
    Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxr-x---"));
    Files.setPosixFilePermissions(
        lib.resolve("a.jar"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(app.resolve("b\u202efdp.sh"), "");
    bundleProject2();
    Path home = folder.resolve("home");
    asset_ota("flash", bundle, "--home", home).succeeds();
    String listed = asset_ota("device", "--home", home, "--files").succeeds().out();
    assertThat(listed)
        .containsPattern("  Mode +Size +SHA-256 +File\n")
        .containsPattern("\n  644 +0 +[0-9a-f]{8,} +b\\\\u202efdp\\.sh\n")
        .containsPattern("\n  750 +lib/\n")
        .containsPattern("\n  644 +7 +[0-9a-f]{8,} +lib/a\\.jar\n")
        .containsPattern("\n  755 +10 +[0-9a-f]{8,} +run\n")
        .containsPattern("\n +start -> run\n");
    String table = listed.substring(listed.indexOf("  Mode "), listed.indexOf("start -> run"));
    assertThat(asset_ota("inspect", bundle, "--files").succeeds().out()).contains(table);

    JsonNode list =
        asset_ota("device", "--home", home, "--files", "--json")
            .succeeds()
            .json()
            .at("/files/list");
    assertThat(list.findValuesAsText("path"))
        .containsExactly("b\u202efdp.sh", "lib", "lib/a.jar", "run", "start");
    assertThat(list.findValuesAsText("kind"))
        .containsExactly("file", "folder", "file", "file", "link");
    assertThat(list.at("/2/size").asInt()).isEqualTo(7);
    assertThat(list.at("/2/mode").asText()).isEqualTo("644");
    assertThat(list.at("/4/target").asText()).isEqualTo("run");
    assertThat(
            asset_ota("inspect", bundle, "--files", "--json").succeeds().json().at("/files/list"))
        .isEqualTo(list);
  }

  private void bundleProject2() {
    asset_ota("bundle", folder, "--save-to", bundle).succeeds();
  }

  @Test
  void unwrapBringsTheFolderBack() throws IOException {
    bundleProject();
    Path out = folder.resolve("out");
    assertThat(asset_ota("unwrap", bundle, "-o", out).succeeds().out())
        .contains("Extracted kiosk to " + out + " (2 files, 17 bytes)");
    assertThat(ApplicationTree.read(out).entries()).isEqualTo(ApplicationTree.read(app).entries());
    assertThat(asset_ota("unwrap", bundle, "-o", out).fails().err()).contains("already exists");
    assertThat(asset_ota("unwrap", bundle, "-o", "-").fails().err())
        .contains("can't be written to standard output");
  }

  @Test
  void wrapAndBundleTakeTwoSteps() {
    Path module = folder.resolve("kiosk.bin");
    asset_ota("wrap", app, "--command", "./run", "--app-version", "2.0-beta", "-o", module)
        .succeeds();
    assertThat(asset_ota("unwrap", module).fails().err()).contains("give the bundle");
    assertThat(
            asset_ota("bundle", module, "--assets", folder.resolve("assets"), "--save-to", bundle)
                .fails()
                .err())
        .contains("nobody gave the folder");
    asset_ota(
            "bundle",
            module,
            "--files",
            app,
            "--assets",
            folder.resolve("assets"),
            "--save-to",
            bundle)
        .succeeds();
    assertThat(asset_ota("inspect", bundle).succeeds().out())
        .contains("version 2.0-beta, started by ./run");
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    Files.writeString(folder.resolve("project.properties"), "assetOtaDir=assets\n");
    assertThat(asset_ota("bundle", folder, "--save-to", bundle).fails().err())
        .contains("names no application: add a line such as application=build/kiosk");
    assertThat(asset_ota("wrap", app, "--app-version", "1").fails().err())
        .contains("nothing says how to start");
    asset_ota("wrap", app.resolve("run"), "--app-version", "1.0.3").isWrongUsage();
    asset_ota("wrap", app.resolve("run"), "--app-version", "1", "--command", "x").isWrongUsage();
  }
}
