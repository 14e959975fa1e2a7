package io.assetota.handlers.files;

import io.assetota.core.AssetHandler;
import io.assetota.core.AssetHash;
import io.assetota.core.AssetManager;
import io.assetota.core.AssetReference;
import io.assetota.core.AssetRouter;
import io.assetota.core.HandlerResult;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A device folder, onto which releases are installed and whose application is started. */
final class Device {
  private static final int DEVICE_OS_5_5_0 = 5500;

  private final Path home;

  Device(Path home) {
    this.home = home;
  }

  /** Installs a release that has these assets, given as names and contents. */
  void install(Map<String, byte[]> contents) throws IOException {
    Map<AssetReference, byte[]> assets = new HashMap<>();
    new TreeMap<>(contents)
        .forEach((name, c) -> assets.put(new AssetReference(name, AssetHash.ofContent(c)), c));
    FirmwareModule application =
        ModuleEditor.edit(
                ApplicationModule.wrap(
                    Platform.LINUX, new ProductData(1, 1), DEVICE_OS_5_5_0, "app.jar", new byte[9]))
            .withAssetDependencies(
                assets.keySet().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList());
    Map<AssetReference, Long> lengths =
        assets.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    e -> AssetModuleWriter.forAsset(e.getKey()).plainLength(e.getValue().length)));
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
    }
  }

  /** Starts an application that routes by these patterns, and returns what became of each asset. */
  Map<String, HandlerResult.Outcome> start(Map<String, AssetHandler> routes) throws IOException {
    var router = AssetRouter.builder().attempts(1).delay(Duration.ZERO);
    routes.forEach(router::route);
    try (AssetManager manager = AssetManager.open(home)) {
      manager.onAssetOta(router.build());
      return manager.start().results().stream()
          .collect(Collectors.toMap(r -> r.asset().name(), HandlerResult::outcome));
    }
  }
}
