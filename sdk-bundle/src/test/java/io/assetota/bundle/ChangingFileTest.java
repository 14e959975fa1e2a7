package io.assetota.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is written while it is bundled would be half of each; that is noticed. */
class ChangingFileTest {
  private static final String LARGE = "x".repeat(300_000);

  @TempDir Path folder;
  private Path asset;
  private Path out;
  private FirmwareModule application;

  @BeforeEach
  void prepare() throws IOException {
    asset = Files.writeString(folder.resolve("large.txt"), LARGE);
    Files.setLastModifiedTime(asset, FileTime.fromMillis(1_000));
    out = folder.resolve("out.zip");
    application = ApplicationWrapper.forVersion(1).wrap("kiosk.jar", "jar".getBytes(UTF_8));
  }

  private interface Change {
    void apply() throws IOException;
  }

  /** Bundles the asset, which changes when the first of it was read. */
  private void isNoticed(Change change, String how) {
    BundleBuilder builder =
        BundleBuilder.forApplication(application)
            .asset(asset)
            .listener(
                event -> {
                  if (event instanceof BundleProgress.Compressing c && c.done() <= 65536) {
                    try {
                      change.apply();
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  }
                });

    assertThatThrownBy(() -> builder.writeTo(out))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("large.txt: " + asset + " changed while it was read: " + how)
        .hasMessageNotContaining("Exception");
    assertThat(out).doesNotExist();
  }

  @Test
  void aFileThatGrowsIsNoticed() {
    isNoticed(
        () -> Files.writeString(asset, LARGE, StandardOpenOption.APPEND),
        "it had 300000 bytes, and 600000 were read");
  }

  @Test
  void aFileThatIsCutIsNoticed() {
    isNoticed(() -> Files.writeString(asset, "x".repeat(100_000)), "it had 300000 bytes, and ");
  }

  @Test
  void aFileThatIsWrittenAnewWithTheSameLengthIsNoticed() {
    isNoticed(() -> Files.writeString(asset, "y".repeat(300_000)), "it was written at ");
  }

  @Test
  void aFileThatIsReplacedIsNoticed() {
    isNoticed(
        () -> {
          Files.delete(asset);
          Files.writeString(asset, LARGE);
        },
        "it was written at ");
  }
}
