package io.assetota.maven;

import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Platform;
import io.assetota.core.model.TimeSpan;
import io.assetota.core.release.Keyring;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateAgentBuilder;
import io.assetota.ota.UpdateRefusedException;
import io.assetota.ota.UpdateResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What goals have in common that install the bundle into a device folder. */
abstract class DeviceMojo extends BundleFileMojo {
  /** The device folder; created if it does not exist. */
  @Parameter(property = "assetOta.home", defaultValue = "${project.build.directory}/device")
  File home = new File("device");

  /** Accept only bundles that are signed as this keyring requires. Default: every bundle. */
  @Parameter(property = "assetOta.keyring")
  @Nullable File keyring;

  /**
   * The platform of a new device folder, by name or number. Default: linux, which is what this
   * machine can run.
   */
  @Parameter(property = "assetOta.platform")
  @Nullable String platform;

  /** Installs a bundle, and tells what was done. */
  final void install(Path bundle, boolean allowDowngrade, Optional<Duration> trial)
      throws IOException {
    try (Installer device = open()) {
      UpdateAgentBuilder builder = UpdateAgent.forDevice(device).limits(limits());
      if (keyring != null) {
        builder.trusting(Keyring.load(keyring.toPath()));
      }
      if (allowDowngrade) {
        builder.allowingDowngrade();
      }
      trial.ifPresent(builder::confirmingWithin);
      report(builder.build().install(bundle));
    } catch (UpdateRefusedException e) {
      throw e.reason() == UpdateRefusedException.Reason.DOWNGRADE
          ? new AssetException(e.getMessage() + " (<allowDowngrade>)", e)
          : e;
    }
  }

  private Installer open() throws IOException {
    Path folder = home.toPath();
    Optional<Platform> wanted = Texts.parse("platform", platform, Texts::platform);
    if (wanted.isEmpty() && !Files.exists(folder)) {
      wanted = Optional.of(Platform.LINUX);
    }
    Files.createDirectories(folder.toAbsolutePath().resolveSibling(""));
    return wanted.isPresent() ? Installer.open(folder, wanted.get()) : Installer.open(folder);
  }

  private void report(UpdateResult result) {
    getLog()
        .info(
            "Installed version "
                + result.plan().application().release()
                + " into "
                + home
                + (result.outcome() == UpdateResult.Outcome.ON_TRIAL ? " (on trial)" : "")
                + ": "
                + result.plan().filesToFetch()
                + " of "
                + count(result.plan().install().files().size(), "file")
                + " and "
                + result.plan().assetsToFetch()
                + " of "
                + count(result.plan().install().assets().size(), "asset")
                + " were new, "
                + bytes(result.bytesFetched())
                + ".");
  }

  /** Reads a span of time. */
  static Optional<Duration> time(String parameter, @Nullable String text) throws AssetException {
    return Texts.parse(parameter, text, TimeSpan::parse);
  }
}
