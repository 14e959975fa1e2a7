package io.assetota.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationPath;
import io.assetota.core.application.FileContent;
import io.assetota.core.application.FileMode;
import io.assetota.core.application.StartCommand;
import io.assetota.core.install.InstallPlan;
import io.assetota.core.install.InstallPlan.PlannedAsset;
import io.assetota.core.install.Installation;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleEditor;
import io.assetota.core.module.ProductData;
import io.assetota.core.module.TestModules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An application folder with assets, as a test wants it on a device: names and contents. */
record FolderRelease(Map<String, String> files, Map<String, String> assets) {
  static FolderRelease of(String... namesAndContents) {
    return new FolderRelease(map(namesAndContents), Map.of());
  }

  FolderRelease withAssets(String... namesAndContents) {
    return new FolderRelease(files, map(namesAndContents));
  }

  private static Map<String, String> map(String... namesAndContents) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      map.put(namesAndContents[i], namesAndContents[i + 1]);
    }
    return map;
  }

  ApplicationManifest manifest() {
    List<ApplicationEntry> entries = new ArrayList<>();
    files.forEach(
        (name, content) ->
            entries.add(
                new ApplicationEntry.File(
                    new ApplicationPath(name),
                    FileMode.FILE,
                    content.getBytes(UTF_8).length,
                    hash(content))));
    return ApplicationManifest.of(StartCommand.ofJar("app.jar"), entries).withVersion("1.0.3");
  }

  static AssetHash hash(String content) {
    return AssetHash.ofContent(content.getBytes(UTF_8));
  }

  FirmwareModule application() throws IOException {
    ByteArrayOutputStream manifest = new ByteArrayOutputStream();
    manifest().writeTo(manifest);
    return ModuleEditor.edit(
            ApplicationModule.wrap(
                Platform.LINUX, new ProductData(1, 7), 5500, "kiosk", manifest.toByteArray()))
        .withAssetDependencies(references());
  }

  List<AssetReference> references() {
    return assets.entrySet().stream()
        .map(e -> new AssetReference(e.getKey(), hash(e.getValue())))
        .toList();
  }

  /** The modules of all assets and files. */
  Map<AssetReference, byte[]> modules() throws IOException {
    Map<AssetReference, byte[]> modules = new HashMap<>();
    for (Map.Entry<String, String> asset : assets.entrySet()) {
      AssetReference reference = new AssetReference(asset.getKey(), hash(asset.getValue()));
      modules.put(reference, TestModules.asset(reference, asset.getValue().getBytes(UTF_8), false));
    }
    for (String content : files.values()) {
      AssetReference reference = FileContent.of(hash(content));
      modules.put(reference, TestModules.asset(reference, content.getBytes(UTF_8), true));
    }
    return modules;
  }

  InstallPlan installOn(Device device) throws IOException {
    return installOn(device, Optional.empty());
  }

  InstallPlan installOn(Device device, Optional<Duration> trial) throws IOException {
    Map<AssetReference, byte[]> modules = modules();
    Map<AssetReference, Long> lengths = new HashMap<>();
    modules.forEach((reference, module) -> lengths.put(reference, (long) module.length));
    try (Installation installation =
        trial.isPresent()
            ? device.installer().prepareOnTrial(application(), lengths, trial.get())
            : device.installer().prepare(application(), lengths)) {
      for (PlannedAsset planned : installation.plan().moving()) {
        installation.stage(planned.asset(), out -> out.write(modules.get(planned.asset())));
      }
      installation.commit();
      return installation.plan();
    }
  }
}
