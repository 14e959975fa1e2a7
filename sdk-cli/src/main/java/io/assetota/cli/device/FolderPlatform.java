package io.assetota.cli.device;

import io.assetota.cli.output.Fragments;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.install.DeviceFolder;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The platform of a device folder. It stays for ever: a folder on this machine is for Linux, unless
 * its owner has it stand in for a device of another platform. Otherwise it would accept the
 * firmware of a microcontroller, which nothing here can run.
 */
final class FolderPlatform {
  private final Path home;

  FolderPlatform(Path home) {
    this.home = home;
  }

  /** Returns the platform; empty if the folder is new, or has none yet. */
  private Optional<Platform> present() throws IOException {
    if (!Files.isDirectory(home.resolve("store"))) {
      return Optional.empty();
    }
    try (DeviceFolder folder = DeviceFolder.open(home)) { // recovers it, if it has to be
      return folder.status().platform();
    }
  }

  /**
   * Makes a new folder, and gives a platform to one that has none.
   *
   * @param wanted the platform that the user has named, if any
   * @throws AssetException if the folder has another platform than the user has named
   */
  void fix(@Nullable Platform wanted) throws IOException {
    Optional<Platform> present = present();
    if (present.isEmpty()) {
      Installer.open(home, wanted == null ? Platform.LINUX : wanted).close();
    } else if (wanted != null && present.get().id() != wanted.id()) {
      Installer.open(home, wanted).close(); // which says why it can't be
    }
  }

  /** Refuses a folder whose applications can't run here. */
  void requireThatItRunsHere() throws IOException {
    Optional<Platform> present = present();
    if (present.isPresent() && present.get().id() != Platform.LINUX.id()) {
      throw new AssetException(
          home
              + " is for "
              + present.get()
              + ", and its firmware runs only there: run needs a device folder for "
              + Platform.LINUX
              + "; 'asset-ota agent' keeps this one up to date");
    }
  }

  /** Adds what to do if a bundle is refused because it is for another platform than the folder. */
  IOException explain(BundleException refusal) throws IOException {
    boolean isForAnother =
        refusal.problems().stream().anyMatch(p -> p.kind() == BundleProblem.Kind.PLATFORM);
    return isForAnother && present().isPresent()
        ? new AssetException(
            refusal.getMessage()
                + "\na device folder keeps its platform: use another folder (--home)",
            refusal)
        : refusal;
  }

  /** Returns why an application is refused by a new folder for Linux. */
  static AssetException refusal(int platform) {
    return new AssetException(
        "the application is for "
            + Fragments.platform(platform)
            + ", but a new device folder on this machine is for "
            + Platform.LINUX
            + "\n"
            + "a Particle device gets it by 'particle flash'; for a folder that stands in for one:"
            + " --platform "
            + Platform.byId(platform).map(Platform::name).orElse(Integer.toString(platform)));
  }
}
