package io.assetota.cli.author;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wrap}, {@code unwrap}, {@code assets list} and {@code assets strip}. */
class ApplicationCommandsTest {
  @TempDir Path folder;
  private Path payload;
  private Path app;

  @BeforeEach
  void prepare() throws IOException {
    payload = Files.writeString(folder.resolve("kiosk.jar"), "any bytes");
    app = folder.resolve("kiosk.bin");
  }

  private Ran wrap() {
    return asset_ota("wrap", payload, "--platform", "linux", "--app-version", 7, "-o", app);
  }

  @Test
  void wrapMakesAnApplication() {
    assertThat(wrap().succeeds().out()).contains("Wrapped kiosk.jar as " + app);

    JsonNode json = asset_ota("inspect", app, "--json").succeeds().json();
    assertThat(json.at("/modules/0/payloadName").asText()).isEqualTo("kiosk.jar");
    assertThat(json.at("/modules/0/product/version").asInt()).isEqualTo(7);
    assertThat(json.at("/modules/0/product/id").isNull()).isTrue();
    assertThat(json.at("/modules/0/platform/name").asText()).isEqualTo("linux");
  }

  @Test
  void unwrapTakesThePayloadOut() {
    wrap();
    Path out = folder.resolve("out.jar");

    assertThat(asset_ota("unwrap", app, "-o", out, "--json").succeeds().json().at("/size").asInt())
        .isEqualTo(9);
    assertThat(out).hasSameBinaryContentAs(payload);
  }

  @Test
  void unwrapIntoAFolderReplacesNothing() throws IOException {
    wrap();

    assertThat(asset_ota("unwrap", app, "-o", folder).fails().err())
        .contains(payload + " already exists");
    assertThat(payload).hasContent("any bytes");
  }

  @Test
  void unwrapRefusesWhatIsNotWrapped() throws IOException {
    Path home = folder.resolve("home");
    Path bundle = new Inputs(folder).bundle("b.zip", 1, "a", "b");
    asset_ota("flash", bundle, "--home", home).succeeds();
    Path stored;
    try (var files = Files.list(home.resolve("store"))) {
      stored = files.filter(f -> f.toString().endsWith(".asset")).findFirst().orElseThrow();
    }

    assertThat(asset_ota("unwrap", stored).fails().err()).contains("not a wrapped application");
  }

  @Test
  void aVersionOutOfRangeIsWrongUsage() {
    assertThat(asset_ota("wrap", payload, "--app-version", 70_000, "-o", app).isWrongUsage().err())
        .contains("1 to 65534");
    assertThat(asset_ota("wrap", payload, "--app-version", "x", "-o", app).isWrongUsage().err())
        .contains("--app-version");
    assertThat(app).doesNotExist();
  }

  @Test
  void listTellsTheAssets() throws IOException {
    Path bundle = new Inputs(folder).bundle("b.zip", 1, "b.txt", "b", "a.txt", "a");
    Path unpacked = folder.resolve("unpacked");
    asset_ota("unpack", bundle, unpacked).succeeds();
    Path bundled = unpacked.resolve("app.bin");

    assertThat(asset_ota("assets", "list", bundled).succeeds().out())
        .containsPattern("a.txt +[0-9a-f]{64}\n");
    JsonNode json = asset_ota("assets", "list", bundled, "--json").succeeds().json();
    assertThat(json.at("/assets").findValuesAsText("name")).containsExactly("a.txt", "b.txt");
  }

  @Test
  void stripRemovesThem() throws IOException {
    Path bundle = new Inputs(folder).bundle("b.zip", 1, "b.txt", "b", "a.txt", "a");
    Path unpacked = folder.resolve("unpacked");
    asset_ota("unpack", bundle, unpacked).succeeds();
    Path bare = folder.resolve("bare.bin");

    assertThat(
            asset_ota("assets", "strip", unpacked.resolve("app.bin"), "-o", bare).succeeds().out())
        .contains("Removed 2 assets");
    assertThat(asset_ota("assets", "list", bare).succeeds().out()).contains("requires no assets");
    assertThat(bare).hasSameBinaryContentAs(folder.resolve("app.bin"));
  }

  @Test
  void aDamagedApplicationIsRefused() throws IOException {
    wrap();
    Path damaged = new Inputs(folder).damaged(app, 30);

    assertThat(asset_ota("assets", "strip", damaged, "-o", folder.resolve("x.bin")).fails().err())
        .contains(damaged.toString())
        .contains("CRC-32");
    assertThat(folder.resolve("x.bin")).doesNotExist();
  }

  @Test
  void assetsAloneIsWrongUsage() {
    assertThat(asset_ota("assets").isWrongUsage().err()).contains("list, strip");
  }
}
