package io.assetota.cli.author;

import static io.assetota.cli.testing.Ran.asset_ota;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.assetota.cli.Main;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Started;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an author meets: files of the wrong kind, long names, locales, outputs that fail. */
class AuthoringTest {
  private static final String LONGEST = "x".repeat(251);

  @TempDir Path folder;
  private Inputs inputs;

  @BeforeEach
  void prepare() {
    inputs = new Inputs(folder);
  }

  @Test
  void anArchiveIsToBeWrapped() throws IOException {
    for (String name : new String[] {"kiosk.jar", "kiosk.war", "kiosk.zip"}) {
      Path archive = inputs.zip(name, "META-INF/MANIFEST.MF", "Main-Class: Kiosk");
      inputs.assets("a.txt", "text");

      assertThat(asset_ota("bundle", archive, "--assets", folder.resolve("assets")).fails().err())
          .contains(archive + " is an archive: 'asset-ota wrap " + archive + " --app-version N'");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\u007fELF\u0002\u0001', is an ELF program",
    "#!/bin/sh, is a script",
    "any text, is not an application module",
  })
  void anyOtherFileIsToBeWrapped(String content, String what) throws IOException {
    Path file = Files.writeString(folder.resolve("kiosk"), content);
    inputs.assets("a.txt", "text");

    assertThat(asset_ota("bundle", file, "--assets", folder.resolve("assets")).fails().err())
        .contains(file + " " + what)
        .contains("'asset-ota wrap " + file + " --app-version N'");
  }

  @Test
  void aBundleIsNotToBeWrapped() throws IOException {
    Path bundle = inputs.bundle("b.zip", 3, "a.txt", "text");

    assertThat(asset_ota("bundle", bundle, "--assets", folder).fails().err())
        .contains("is already a bundle: 'asset-ota unpack'")
        .doesNotContain("wrap");
  }

  @Test
  void theAssetsOfTheApplicationInABundleAreListedAndStripped() throws IOException {
    Path bundle = inputs.bundle("b.zip", 3, "a.txt", "text");
    Path bare = folder.resolve("bare.bin");

    assertThat(asset_ota("assets", "list", bundle).succeeds().out()).contains("a.txt");
    assertThat(asset_ota("assets", "strip", bundle, "-o", bare).succeeds().out())
        .contains("Removed 1 asset");
    assertThat(asset_ota("assets", "list", bare).succeeds().out()).contains("requires no assets");
  }

  @Test
  void namesMayBeAsLongAsTheFileSystemAllows() throws IOException {
    String name = LONGEST + ".txt";
    Path bundle = inputs.bundle("b.zip", 3, name, "text");
    Path target = folder.resolve("unpacked");
    asset_ota("unpack", bundle, target).succeeds();
    assertThat(target.resolve("assets").resolve(name)).hasContent("text");

    Path wrapped = folder.resolve(LONGEST + ".bin");
    asset_ota("wrap", target.resolve("assets").resolve(name), "--app-version", 1, "-o", wrapped)
        .succeeds();
    Path signed = folder.resolve("y".repeat(251) + ".zip");
    inputs.run("keygen -o k.key").succeeds();
    Path key = folder.resolve("k.key");
    asset_ota("sign", bundle, "--key", key, "--product", "kiosk", "-o", signed).succeeds();
    assertThat(signed).exists();
    Path out = folder.resolve("z".repeat(255));
    asset_ota("unwrap", wrapped, "-o", out).succeeds();
    assertThat(out).hasContent("text");
  }

  @Test
  void standardOutputThatIsFullIsAFailure() throws Exception {
    assumeThat(Path.of("/dev/full")).exists();
    Path app = inputs.application(Platform.LINUX, 1);
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "exec \"$@\" > /dev/full",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "assets",
                "list",
                app.toString())
            .redirectErrorStream(true)
            .start();
    String err = new String(shell.getInputStream().readAllBytes(), UTF_8);

    assertThat(shell.waitFor()).as(err).isEqualTo(1);
    assertThat(err).contains("error: standard output can't be written");
  }

  @Test
  void aProjectsVariablesGoWithAnyFolderOfAssets() throws Exception {
    Path app = inputs.application(Platform.LINUX, 1);
    inputs.assets("a.txt", "text");
    Files.writeString(folder.resolve("vars.json"), "\ufeff{\"MODE\": \"demo\"}");
    Files.writeString(folder.resolve("project.properties"), "env=vars.json\n");

    try (Started started =
        Started.asset_ota(folder, "bundle", app, "--assets", "assets", "--save-to", "b.zip")) {
      assertThat(started.ended().succeeds().out()).contains("Environment: 1 variable.");
    }
    assertThat(asset_ota("inspect", folder.resolve("b.zip")).succeeds().out())
        .containsPattern("MODE +demo");
  }

  /** In such a locale Java takes each byte of another character for U+FFFD or a question mark. */
  @Test
  void whatALocaleCanNotExpressIsRefused() throws Exception {
    Path app = inputs.application(Platform.LINUX, 1);
    inputs.assets("gr\u00fc\u00dfe.txt", "text");
    Map<String, String> locale = Map.of("LC_ALL", "C");

    try (Started started =
        Started.withEnvironment(
            folder, locale, "bundle", app, "--assets", "assets", "--save-to", "b.zip")) {
      assertThat(started.ended().fails().err()).contains("U+FFFD").contains("LC_ALL=C.UTF-8");
    }
    assertThat(folder.resolve("b.zip")).doesNotExist();
    try (Started started =
        Started.withEnvironment(
            folder, locale, "bundle", app, "--assets", "assets", "--save-to", "\u00fc.zip")) {
      assertThat(started.ended().fails().err())
          .contains("the command line contains characters that this locale does not support");
    }
  }

  @Test
  void aNewFolderOnThisMachineTakesNoFirmwareOfAMicrocontroller() throws IOException {
    Path app = inputs.application(Platform.byName("argon").orElseThrow(), 1);
    Path assets = inputs.assets("a.txt", "text");
    Path bundle = folder.resolve("b.zip");
    asset_ota("bundle", app, "--assets", assets, "--save-to", bundle).succeeds();
    Path home = folder.resolve("home");

    for (String dryRun : new String[] {"--dry-run", "--verbose"}) {
      assertThat(asset_ota("flash", bundle, "--home", home, dryRun).err())
          .contains("the application is for argon (12)")
          .contains("new device folder on this machine is for linux (43)")
          .contains("a Particle device gets it by 'particle flash'")
          .contains("--platform argon");
    }
    assertThat(asset_ota("device", "--home", home).out())
        .containsPattern("Application +none")
        .contains("failed, ");
    asset_ota("flash", bundle, "--home", home, "--platform", "argon").succeeds();
    asset_ota("flash", bundle, "--home", home).succeeds();
  }
}
