package io.assetota.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.AssetException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectPropertiesTest {
  @TempDir Path folder;

  private ProjectProperties read(String content) throws Exception {
    return ProjectProperties.read(
        Files.writeString(folder.resolve(ProjectProperties.FILE_NAME), content));
  }

  @Test
  void valuesAreReadInTheirOrder() throws Exception {
    ProjectProperties project =
        read("\ufeffname=kiosk\r\n\r\n# comment\r\n assetOtaDir = my assets \nurl=a=b\\c:d\n");

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

  @Test
  void mistakesAreToldWithTheirLine() {
    assertThatThrownBy(() -> read("name=x\nassets\n"))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("line 2: not of the form key=value");
    assertThatThrownBy(() -> read("a=1\na=2"))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("line 2: a comes twice");
    assertThatThrownBy(() -> read("=x"))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("line 1");
    assertThatThrownBy(() -> read("assetOtaDir=\0").assetOtaDir())
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("is no path");
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
}
