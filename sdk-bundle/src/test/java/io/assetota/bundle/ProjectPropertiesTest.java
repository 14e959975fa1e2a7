package io.assetota.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectPropertiesTest {
  @TempDir Path folder;

  private ProjectProperties read(String content) throws Exception {
    return ProjectProperties.read(
        Files.writeString(folder.resolve(ProjectProperties.FILE_NAME), content));
  }

  @Test
  void valuesAreReadInTheirOrder() throws Exception {
    ProjectProperties project =
        read("\ufeffname=kiosk\r\n\r\n# comment\r\n assetOtaDir = my assets \nurl=a=b\\\\c:d\n");

    assertThat(project.values().keySet()).containsExactly("name", "assetOtaDir", "url");
    assertThat(project.values()).containsEntry("url", "a=b\\c:d");
    assertThat(project.assetOtaDir()).contains(folder.resolve("my assets"));
    assertThat(project.env()).isEmpty();
  }

  @Test
  void aFolderStandsForTheFileInIt() throws Exception {
    read("env=config/env.json");

    assertThat(ProjectProperties.read(folder).env()).contains(folder.resolve("config/env.json"));
  }

  @Test
  void aRelativeFileHasRelativePaths() throws Exception {
    ProjectProperties project = new ProjectProperties(Path.of(""), read("assetOtaDir=a").values());

    assertThat(project.assetOtaDir()).contains(Path.of("a"));
  }

  @Test
  void anEmptyValueIsNone() throws Exception {
    assertThat(read("assetOtaDir=").assetOtaDir()).isEmpty();
  }

  /** The cases and their values are those of properties-parser 0.6.0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "assetOtaDir=a\\nassetOtaDir=b|b",
        "assetOtaDir: a|a",
        "assetOtaDir a|a",
        "assetOtaDir = = a|= a",
        "assetOtaDir=a:b=c|a:b=c",
        "assetOtaDir=a # no comment|a # no comment",
        "! assetOtaDir=a\\nassetOtaDir=b|b",
        "  # assetOtaDir=a\\n  assetOtaDir=b|b",
        "assetOtaDir=a/\\\\\\n    b|a/b",
        "asset\\\\\\n  OtaDir=b|b",
        "assetOtaDir=a\\\\tb\\\\\\\\c\\\\q|a\tb\\cq",
        "assetOtaDir=\\\\u00fcber|\u00fcber",
        "assetOtaDir=\u00fcber|\u00fcber",
        "\ufeffassetOtaDir=a|a",
        "name\\nassetOtaDir=a|a",
        "assetOtaDir=a\\r\\nname=b|a",
      })
  void aFileIsReadAsParticlesParserReadsIt(String content, String value) throws Exception {
    String text =
        content.replace("\\\\", "\0").replace("\\n", "\n").replace("\\r", "\r").replace("\0", "\\");
    assertThat(read(text).values()).containsEntry(ProjectProperties.ASSET_OTA_DIR, value);
  }

  @Test
  void whatCanBeNoPathIsToldWithItsKey() {
    assertThatThrownBy(() -> read("assetOtaDir=\0").assetOtaDir())
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("is no path");
    assertThatThrownBy(() -> read("assetOtaDir=C:\\users"))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("write a backslash twice");
  }

  @Test
  void whatIsNoTextOrTooLongIsRefused() throws Exception {
    Path file = folder.resolve("binary");
    Files.write(file, new byte[] {(byte) 0xff, '=', 'x'});
    assertThatThrownBy(() -> ProjectProperties.read(file)).hasMessageContaining("not UTF-8");
    Files.write(file, new byte[300_000]);
    assertThatThrownBy(() -> ProjectProperties.read(file)).hasMessageContaining("longer than");
    assertThatThrownBy(() -> ProjectProperties.read(folder.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[2J", "a\u0000", "\u009b2J", "\u202egnp"})
  void noMessageHoldsARawControlCharacter(String text) {
    assertThatThrownBy(() -> read("assetOtaDir=" + text + "\u0000").assetOtaDir())
        .message()
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
  }
}
