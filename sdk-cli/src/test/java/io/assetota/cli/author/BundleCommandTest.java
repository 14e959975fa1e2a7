package io.assetota.cli.author;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCommandTest {
  @TempDir Path folder;
  private Path app;
  private Path assets;
  private Path zip;

  @BeforeEach
  void prepare() throws IOException {
    Inputs inputs = new Inputs(folder);
    app = inputs.application(Platform.byName("tracker").orElseThrow(), 7);
    assets = inputs.assets("logo.png", "x".repeat(5000), "test1.json", "{}");
    zip = folder.resolve("release.zip");
  }

  @Test
  void makesABundleAndTellsWhatItTakes() throws IOException {
    Ran ran = asset_ota("bundle", app, "--assets", assets, "--save-to", zip).succeeds();

    assertThat(ran.out())
        .contains("Bundling app.bin for tracker (26)")
        .contains("Including:")
        .containsPattern("logo.png +5,000 ")
        .contains("8,192 of 2,056,192 bytes (1 %)")
        .contains("Saved bundle to " + zip);
    assertThat(ran.err()).isEmpty();
    assertThat(Bundle.verify(zip, VerifyOptions.DEFAULT).isValid()).isTrue();
  }

  @Test
  void saysItInJson() {
    JsonNode json =
        asset_ota("bundle", app, "--assets", assets, "--saveTo", zip, "--json").succeeds().json();

    assertThat(json.at("/file").asText()).isEqualTo(zip.toString());
    assertThat(json.at("/dryRun").asBoolean()).isFalse();
    assertThat(json.at("/size").asLong()).isEqualTo(zip.toFile().length());
    assertThat(json.at("/platform/name").asText()).isEqualTo("tracker");
    assertThat(json.at("/assets/0/name").asText()).isEqualTo("logo.png");
    assertThat(json.at("/assets/0/size").asInt()).isEqualTo(5000);
    assertThat(json.at("/assets/0/sha256").asText()).hasSize(64);
    assertThat(json.at("/storage/limit").asLong()).isEqualTo(2_056_192);
    assertThat(json.at("/environment").isNull()).isTrue();
  }

  @Test
  void namesTheBundleAfterTheApplication() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));

    asset_ota("bundle", app, "--assets", assets, "--save-to", out).succeeds();

    try (Stream<Path> files = Files.list(out)) {
      assertThat(files)
          .singleElement()
          .satisfies(f -> assertThat(f.getFileName().toString()).matches("bundle_app_\\d+\\.zip"));
    }
  }

  @Test
  void takesTheFolderFromProjectProperties() throws IOException {
    Files.writeString(folder.resolve("env.json"), "{\"MODE\": \"demo\"}");
    Path project =
        Files.writeString(
            folder.resolve("project.properties"), "assetOtaDir=assets\nenv=env.json\n");

    JsonNode json =
        asset_ota("bundle", app, "--assets", project, "--save-to", zip, "--json").succeeds().json();

    assertThat(json.at("/assets/1/name").asText()).isEqualTo("test1.json");
    assertThat(json.at("/environment/MODE").asText()).isEqualTo("demo");
  }

  @Test
  void aProjectWithoutAssetsIsToldWhatToAdd() throws IOException {
    Path project = Files.writeString(folder.resolve("project.properties"), "name=kiosk\n");

    assertThat(asset_ota("bundle", app, "--assets", project, "--save-to", zip).fails().err())
        .contains("assetOtaDir=assets");
  }

  @Test
  void withoutAssetsItAsksForThem() {
    assertThat(asset_ota("bundle", app, "--save-to", zip).fails().err())
        .contains("no assets given")
        .contains("--assets");
  }

  @Test
  void environmentVariablesAloneAreEnough() throws IOException {
    Path env = Files.writeString(folder.resolve("env.json"), "{\"MODE\": \"demo\"}");

    asset_ota("bundle", app, "--env", env, "--save-to", zip).succeeds();

    assertThat(asset_ota("inspect", zip).succeeds().out()).containsPattern("MODE +demo");
  }

  @Test
  void aDryRunLeavesNothing() {
    Ran ran = asset_ota("bundle", app, "--assets", assets, "--save-to", zip, "--dry-run");

    assertThat(ran.succeeds().out()).contains("Would save bundle to " + zip);
    assertThat(zip).doesNotExist();
  }

  @Test
  void whatIsLeftOutIsAWarning() throws IOException {
    Files.writeString(assets.resolve(".DS_Store"), "");
    Files.createDirectory(assets.resolve("sub"));

    Ran ran = asset_ota("bundle", app, "--assets", assets, "--save-to", zip, "--json").succeeds();

    assertThat(ran.json().at("/warnings")).hasSize(2);
    assertThat(asset_ota("bundle", app, "--assets", assets, "--save-to", zip).err())
        .contains("warning: ")
        .contains(".DS_Store")
        .contains("sub");
  }

  @Test
  void aMissingApplicationIsTold() {
    assertThat(asset_ota("bundle", folder.resolve("no.bin"), "--assets", assets).fails().err())
        .isEqualTo("error: " + folder.resolve("no.bin") + ": no such file or folder\n");
  }

  @Test
  void aFileThatIsNoModuleIsTold() {
    Path text = assets.resolve("test1.json");

    assertThat(asset_ota("bundle", text, "--assets", assets, "--save-to", zip).fails().err())
        .contains(text.toString())
        .contains("not a module");
  }

  @Test
  void aBundleIsNoApplication() throws IOException {
    Path bundle = new Inputs(folder).bundle("b.zip", 1, "a", "b");

    assertThat(asset_ota("bundle", bundle, "--assets", assets).fails().err())
        .contains("is already a bundle")
        .contains("asset-ota unpack");
  }

  @Test
  void aMissingFolderIsTold() {
    assertThat(asset_ota("bundle", app, "--assets", folder.resolve("no")).fails().err())
        .contains(folder.resolve("no").toString());
    assertThat(
            asset_ota("bundle", app, "--assets", assets, "--save-to", folder.resolve("no/b.zip"))
                .fails()
                .err())
        .contains("there is no folder " + folder.resolve("no"));
  }

  @Test
  void theApplicationIsNotReplaced() throws IOException {
    byte[] before = Files.readAllBytes(app);

    assertThat(asset_ota("bundle", app, "--assets", assets, "--save-to", app).fails().err())
        .contains("names the application itself");
    assertThat(Files.readAllBytes(app)).isEqualTo(before);
  }

  @Test
  void tooMuchIsRefusedAndLeavesNothing() throws IOException {
    byte[] noise = new byte[3 * 1024 * 1024];
    new java.util.Random(1).nextBytes(noise);
    Files.write(assets.resolve("noise"), noise);

    assertThat(asset_ota("bundle", app, "--assets", assets, "--save-to", zip).fails().err())
        .contains("noise")
        .contains("exceed");
    assertThat(zip).doesNotExist();
  }
}
