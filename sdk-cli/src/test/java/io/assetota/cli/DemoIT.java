package io.assetota.cli;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, with the jars that were just built. */
@Tag("long")
class DemoIT {
  @TempDir Path folder;

  @Test
  void doesTheMainJobAndLeavesTheFiles() throws IOException {
    Path files = folder.resolve("demo");

    Ran ran = asset_ota("demo", "--folder", files).succeeds();

    assertThat(ran.out())
        .contains("$ asset-ota bundle app1.bin --assets assets --save-to release1.zip")
        .contains("[app] INFO: set assetsHandled to true")
        .contains("key=b value=12345")
        .contains("Transferred 1 of 2 assets")
        .contains("key=b value=54321")
        .contains("more lines")
        .contains("Good morning. This is version 1")
        .contains("Good evening. This is version 2")
        .contains("hut-7 finished release 2")
        .contains("Bytes on the wire, by the server's count: ")
        .contains("asset-ota: version 3 failed: it ended with exit code 1")
        .contains("hut-7 failed release 3")
        .endsWith(files + "\n");
    Path part = files.resolve("file-asset");
    assertThat(part.resolve("release1.zip")).isRegularFile();
    assertThat(part.resolve("release2.zip")).isRegularFile();
    assertThat(part.resolve("device/application.bin"))
        .hasSameBinaryContentAs(unpackedApplication(part.resolve("release2.zip")));
    assertThat(part.resolve("files/logo.png"))
        .hasSameBinaryContentAs(part.resolve("assets/logo.png"));
  }

  private Path unpackedApplication(Path bundle) {
    asset_ota("unpack", bundle, folder.resolve("unpacked")).succeeds();
    return folder.resolve("unpacked/app2.bin");
  }

  @Test
  void aFolderWithFilesIsRefused() throws IOException {
    Files.writeString(folder.resolve("mine"), "x");

    assertThat(asset_ota("demo", "--folder", folder).fails().err()).contains("is not empty");
    assertThat(folder).isDirectoryNotContaining(f -> !f.endsWith("mine"));
  }
}
