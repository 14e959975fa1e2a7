package io.assetota.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs that can't be written are told by the names that the user gave. */
class OutputFileTest {
  @TempDir Path folder;

  @Test
  void anOutputThatCannotBeWrittenIsToldByItsOwnName() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there is no folder that takes no files");
    Path app = new Inputs(folder).application(Platform.LINUX, 1);
    Path jar = Files.writeString(folder.resolve("app.jar"), "jar");

    assertThat(Ran.asset_ota("wrap", jar, "--app-version", 1, "-o", "/proc/a.bin").fails().err())
        .startsWith("error: /proc/a.bin")
        .hasLineCount(1)
        .doesNotContain("/.");
    assertThat(Ran.asset_ota("assets", "strip", app, "-o", "/proc/a.bin").fails().err())
        .startsWith("error: /proc/a.bin")
        .doesNotContain("/.");
  }

  @Test
  void aNameMayBeAsLongAsNamesCanBe() throws IOException {
    Path jar = Files.writeString(folder.resolve("app.jar"), "jar");
    Path longest = folder.resolve("n".repeat(251) + ".bin");

    Ran.asset_ota("wrap", jar, "--app-version", 1, "-o", longest).succeeds();

    assertThat(longest).exists();
  }
}
