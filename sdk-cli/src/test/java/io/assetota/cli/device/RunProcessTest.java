package io.assetota.cli.device;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.testing.Ran;
import io.assetota.cli.testing.ScriptedReleases;
import io.assetota.cli.testing.Started;
import io.assetota.testing.ProcessFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} in a process of its own, without a server. */
class RunProcessTest {
  @TempDir Path folder;

  private Path home() {
    return folder.resolve("device");
  }

  private void flash(int version, String script) throws IOException {
    asset_ota("flash", new ScriptedReleases(folder).make(version, script), "--home", home())
        .succeeds();
  }

  private static boolean says(Started run, String line) {
    try {
      return run.out().contains(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void startsWhatIsInstalledTakesNoticeOfFlashAndStopsItOnSigterm() throws Exception {
    flash(1, "run");
    try (Started run = Started.asset_ota(folder, "run", "--home", home())) {
      run.until(() -> says(run, "version 1 begins"));
      flash(2, "run");
      run.until(() -> says(run, "version 2 begins"));
      assertThat(asset_ota("run", "--home", home()).fails().err())
          .contains("another process runs the application of " + home());
      Ran ran = run.terminate();
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.out()).isEqualToNormalizingNewlines("version 1 begins\nversion 2 begins\n");
      assertThat(ran.err())
          .contains("asset-ota: started version 1, process ")
          .contains("asset-ota: stopping version 1: version 2 is installed")
          .contains("asset-ota: stopping version 2: the runtime ends");
    }
    assertThat(processes()).isZero();
  }

  private long processes() {
    return ProcessHandle.allProcesses()
        .filter(p -> ProcessFiles.read(p.pid(), "environ").contains("ASSET_OTA_HOME=" + home()))
        .count();
  }

  @Test
  void optionsThatMakeNoSenseTogetherAreRefused() {
    assertThat(asset_ota("run", "--home", home(), "--server", "http://x").isWrongUsage().err())
        .contains("--server and --device need each other");
    assertThat(asset_ota("run", "--home", home(), "--interval", "5s").isWrongUsage().err())
        .contains("need --server and --device");
    assertThat(asset_ota("run", "--home", home(), "--steady", "0s").isWrongUsage().err())
        .contains("at least 1s");
    assertThat(
            asset_ota("run", "--home", home(), "--server", "http://x", "--device", "d")
                .isWrongUsage()
                .err())
        .contains("--token-file");
    assertThat(home()).doesNotExist();
  }
}
