package io.assetota.handlers.testkit;

import io.assetota.core.install.InstallPlan.PlannedAsset;
import io.assetota.core.install.Installation;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.DeviceBusyException;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.AssetModuleWriter;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleEditor;
import io.assetota.core.module.ProductData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A device folder onto which releases are installed, for tests of applications: each as an update
 * would install it, but without a bundle. The folder is open only while a release is installed, so
 * the application under test can open it before and after.
 *
 * <p>Keeps nothing but the path, so it is safe for use by several threads.
 */
public final class TestDevice {
  private static final int DEVICE_OS_5_5_0 = 5500;

  private final Path home;

  /**
   * Names the folder.
   *
   * @param home the device folder; the first release makes it if there is none
   */
  public TestDevice(Path home) {
    this.home = home;
  }

  /**
   * Installs a release for {@link Platform#LINUX} that has these assets and no others. Nothing in
   * it can be run: the application is the test's.
   *
   * @param contents the raw bytes of each asset, by name, in the order in which the application
   *     requires them; empty for a release without assets
   * @return the names of the assets that had to move, as they were not stored yet, in the same
   *     order
   * @throws DeviceBusyException if the folder is open
   * @throws AssetException if it has another platform, the assets don't fit, or an application is
   *     on trial
   * @throws IOException if the folder can't be read or written
   * @throws IllegalArgumentException if a name breaks the rules of {@link AssetReference}
   */
  public List<String> install(Map<String, byte[]> contents) throws IOException {
    return install(1, contents, Optional.empty());
  }

  /**
   * Installs a version on trial, as an agent does for a {@link io.assetota.runtime.DeviceRuntime}.
   * The first one of a device stays at once, as there is nothing to go back to.
   *
   * @param version what it is called, 1 to 65534; each is another program
   * @param contents the raw bytes of each asset, by name; empty for a release without assets
   * @param confirmWithin how long the trial is, 1 second to 366 days
   * @return the names of the assets that had to move
   * @throws DeviceBusyException if the folder is open
   * @throws AssetException if it has another platform, the assets don't fit, or an application is
   *     on trial
   * @throws IOException if the folder can't be read or written
   */
  public List<String> installOnTrial(
      int version, Map<String, byte[]> contents, Duration confirmWithin) throws IOException {
    return install(version, contents, Optional.of(confirmWithin));
  }

  private List<String> install(
      int version, Map<String, byte[]> contents, Optional<Duration> confirmWithin)
      throws IOException {
    Map<AssetReference, byte[]> assets = new LinkedHashMap<>();
    contents.forEach((name, c) -> assets.put(new AssetReference(name, AssetHash.ofContent(c)), c));
    Map<AssetReference, Long> lengths = new HashMap<>();
    assets.forEach(
        (asset, c) -> lengths.put(asset, AssetModuleWriter.forAsset(asset).plainLength(c.length)));
    byte[] payload = new byte[9];
    payload[0] = (byte) version;
    payload[1] = (byte) (version >> 8);
    FirmwareModule application =
        ModuleEditor.edit(
                ApplicationModule.wrap(
                    Platform.LINUX,
                    new ProductData(1, version),
                    DEVICE_OS_5_5_0,
                    "app.jar",
                    payload))
            .withAssetDependencies(List.copyOf(assets.keySet()));
    try (Installer manager = Installer.open(home);
        Installation installation =
            confirmWithin.isPresent()
                ? manager.prepareOnTrial(application, lengths, confirmWithin.get())
                : manager.prepare(application, lengths)) {
      for (PlannedAsset planned : installation.plan().moving()) {
        byte[] content = Objects.requireNonNull(assets.get(planned.asset()));
        installation.stage(
            planned.asset(),
            out ->
                AssetModuleWriter.forAsset(planned.asset())
                    .writePlain(content.length, new ByteArrayInputStream(content), out));
      }
      installation.commit();
      return installation.plan().moving().stream().map(p -> p.asset().name()).toList();
    }
  }
}
