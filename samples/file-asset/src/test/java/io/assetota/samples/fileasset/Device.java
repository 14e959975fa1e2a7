package io.assetota.samples.fileasset;

import io.assetota.core.AssetHash;
import io.assetota.core.AssetManager;
import io.assetota.core.AssetReference;
import io.assetota.core.InstallPlan.PlannedAsset;
import io.assetota.core.Installation;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.AssetModuleWriter;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleEditor;
import io.assetota.core.module.Platform;
import io.assetota.core.module.ProductData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A device folder, onto which releases of the sample are installed. */
final class Device {
  private static final int DEVICE_OS_5_5_0 = 5500;

  private final Path home;

  Device(Path home) {
    this.home = home;
  }

  /**
   * Installs a release that has these assets, given as names and contents in their order, and
   * returns the names of those that had to move.
   */
  List<String> install(Map<String, byte[]> contents) throws IOException {
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
        byte[] content = assets.get(planned.asset());
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
