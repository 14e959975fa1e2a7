package io.assetota.cli.author;

import static io.assetota.cli.testing.Ran.asset_ota;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.model.Platform;
import io.assetota.core.module.CombinedModules;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir Path folder;
  private Inputs inputs;

  @BeforeEach
  void prepare() {
    inputs = new Inputs(folder);
  }

  @Test
  void tellsAllOfAModule() throws IOException {
    Ran ran = asset_ota("inspect", inputs.application(Platform.LINUX, 7)).succeeds();

    assertThat(ran.out())
        .contains("user part 1", "linux (43)", "version 7", "system part 1 >= 5500")
        .containsPattern("CRC-32 +[0-9a-f]{8} ok")
        .containsPattern("suffix +NAME +13 +kiosk.jar")
        .contains("No problems");
  }

  @Test
  void aDamagedModuleExitsWithOne() throws IOException {
    Path damaged = inputs.damaged(inputs.application(Platform.LINUX, 7), 25);
    Ran ran = asset_ota("inspect", damaged);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("wrong, it should be").contains("1 problem in " + damaged);
    JsonNode json = asset_ota("inspect", damaged, "--json").json();
    assertThat(json.at("/valid").asBoolean()).isFalse();
    assertThat(json.at("/problems/0/message").asText()).contains("CRC-32");
    assertThat(json.at("/modules/0/sha256/ok").asBoolean()).isFalse();
  }

  /** As in argon-ncp-firmware of Particle's own releases: Device OS checks only the CRC-32. */
  @Test
  void aModuleWhoseHashFieldIsNotItsHashIsToldAndNoError() throws IOException {
    byte[] bytes = Files.readAllBytes(inputs.application(Platform.LINUX, 7));
    bytes[bytes.length - 20] ^= 1;
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length - 4);
    ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue());
    Path module = Files.write(folder.resolve("ncp.bin"), bytes);

    Ran ran = asset_ota("inspect", module).succeeds();
    assertThat(ran.out()).contains("wrong, it should be", "No problems");
    assertThat(ran.err()).contains("the SHA-256 field does not match the content");
    JsonNode json = asset_ota("inspect", module, "--json").succeeds().json();
    assertThat(json.at("/valid").asBoolean()).isTrue();
    assertThat(json.at("/problems")).isEmpty();
    assertThat(json.at("/warnings/0/message").asText())
        .contains("Device OS checks only the CRC-32");
    assertThat(json.at("/modules/0/sha256/ok").asBoolean()).isFalse();

    // In a bundle it stays an error.
    Path zip = folder.resolve("forged.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("app.bin"));
      out.write(bytes);
    }
    assertThat(asset_ota("inspect", zip).exitCode()).isEqualTo(1);
    assertThat(asset_ota("verify", zip).out()).contains("SHA-256 of the application is");
  }

  @Test
  void whatIsNoModuleIsAProblemNotACrash() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.bin"), "not a module at all ".repeat(20));
    JsonNode json = asset_ota("inspect", text, "--json").json();

    assertThat(asset_ota("inspect", text).exitCode()).isEqualTo(1);
    assertThat(json.at("/modules")).isEmpty();
    assertThat(json.at("/problems")).hasSize(1);
  }

  @Test
  void tellsAllOfABundle() throws IOException {
    Path bundle = inputs.bundle("b.zip", 3, "logo.png", "picture", "b.txt", "text");
    Ran ran = asset_ota("inspect", bundle).succeeds();

    assertThat(ran.out())
        .contains("Entries", "Application app.bin", "Assets", "Storage of linux (43)")
        .containsPattern("assets/logo.png +asset +deflated")
        .contains("8,192 bytes, no limit")
        .contains("valid " + bundle);
    JsonNode json = asset_ota("inspect", bundle, "--json").succeeds().json();
    assertThat(json.at("/kind").asText()).isEqualTo("bundle");
    assertThat(json.at("/application/name").asText()).isEqualTo("app.bin");
    assertThat(json.at("/application/assets")).hasSize(2);
    assertThat(json.at("/entries")).hasSize(3);
    assertThat(json.at("/storage/limit").isNull()).isTrue();
  }

  @Test
  void aHostileZipExitsWithOneAndTellsEveryProblem() throws IOException {
    Path zip = inputs.zip("evil.zip", "../../etc/passwd", "x", "assets/a\u001b[2J", "y");
    Ran ran = asset_ota("inspect", zip);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("not valid", "../../etc/passwd").doesNotContain("\u001b");
    assertThat(asset_ota("inspect", zip, "--json").json().at("/problems").size()).isGreaterThan(1);
  }

  @Test
  void tellsTheModulesOfACombinedFile() throws IOException {
    FirmwareModule module = FirmwareModule.read(inputs.application(Platform.LINUX, 1));
    Path combined =
        Files.write(
            folder.resolve("combined.bin"), CombinedModules.combine(List.of(module, module)));

    assertThat(asset_ota("inspect", combined, "--json").succeeds().json().at("/modules"))
        .hasSize(2);
  }

  @Test
  void anAssetModuleIsReadThrough() throws IOException {
    Path home = folder.resolve("home");
    asset_ota("flash", inputs.bundle("b.zip", 1, "a.txt", "text"), "--home", home).succeeds();
    Path stored;
    try (var files = Files.list(home.resolve("store"))) {
      stored = files.filter(f -> f.toString().endsWith(".asset")).findFirst().orElseThrow();
    }

    assertThat(asset_ota("inspect", stored).succeeds().out())
        .contains("DROP_MODULE_INFO", "a.txt", "asset for");
  }

  @Test
  void namesCannotSteerTheTerminal() throws IOException {
    byte[] module = Files.readAllBytes(inputs.application(Platform.LINUX, 7));
    String text = new String(module, java.nio.charset.StandardCharsets.ISO_8859_1);
    byte[] hostile =
        text.replace("kiosk.jar", "kios\u001b[2Jr")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("hostile.bin"), hostile);

    assertThat(asset_ota("inspect", file).out())
        .contains("kios\\u001b[2Jr")
        .doesNotContain("\u001b");
    assertThat(UTF_8.newEncoder().canEncode(asset_ota("inspect", file, "--json").out())).isTrue();
  }

  @Test
  void aFolderIsNoFile() {
    assertThat(asset_ota("inspect", folder).fails().err()).contains("is a folder, not a file");
  }
}
