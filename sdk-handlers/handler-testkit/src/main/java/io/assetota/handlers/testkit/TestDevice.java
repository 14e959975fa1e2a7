package io.assetota.handlers.testkit;

import io.assetota.core.AssetManager;
import io.assetota.core.InstallPlan.PlannedAsset;
import io.assetota.core.Installation;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    Map<AssetReference, byte[]> assets = new LinkedHashMap<>();
    contents.forEach((name, c) -> assets.put(new AssetReference(name, AssetHash.ofContent(c)), c));
    Map<AssetReference, Long> lengths = new HashMap<>();
    assets.forEach(
        (asset, c) -> lengths.put(asset, AssetModuleWriter.forAsset(asset).plainLength(c.length)));
    FirmwareModule application =
        ModuleEditor.edit(
                ApplicationModule.wrap(
                    Platform.LINUX, new ProductData(1, 1), DEVICE_OS_5_5_0, "app.jar", new byte[9]))
            .withAssetDependencies(List.copyOf(assets.keySet()));
    try (AssetManager manager = AssetManager.open(home);
        Installation installation = manager.prepare(application, lengths)) {
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
