package io.assetota.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.ContentChunks;
import io.assetota.core.install.InstallPlan;
import io.assetota.core.install.InstallPlan.PlannedAsset;
import io.assetota.core.install.Installation;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleEditor;
import io.assetota.core.module.ProductData;
import io.assetota.core.module.TestModules;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An application of a name and its assets, as a test wants them on a device. */
record Release(
    Platform platform, String name, Map<String, byte[]> contents, Map<String, byte[]> made) {
  private static final String WRAPPED = ".jar";

  /** Names of the assets that come in chunks. */
  private static final Set<String> IN_CHUNKS = Set.of("changed", "added");

  Release(Platform platform, String name, Map<String, byte[]> contents) {
    this(platform, name, contents, new ConcurrentHashMap<>());
  }

  static Release of(String name, String... namesAndContents) {
    return of(Platform.LINUX, name, namesAndContents);
  }

  /** A wrapped program: releases of the same one differ in their assets only. */
  static Release ofProgram(String program, String... namesAndContents) {
    return of(program + WRAPPED, namesAndContents);
  }

  static Release of(Platform platform, String name, String... namesAndContents) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      contents.put(namesAndContents[i], namesAndContents[i + 1].getBytes(UTF_8));
    }
    return new Release(platform, name, contents);
  }

  Release with(String assetName, byte[] content) {
    Map<String, byte[]> more = new LinkedHashMap<>(contents);
    more.put(assetName, content);
    return new Release(platform, name, more);
  }

  AssetReference asset(String assetName) {
    return new AssetReference(assetName, AssetHash.ofContent(contents.get(assetName)));
  }

  List<AssetReference> assets() {
    return contents.keySet().stream().map(this::asset).toList();
  }

  FirmwareModule application() throws IOException {
    byte[] known = made.get("");
    if (known == null) {
      known = ModuleEditor.edit(program()).withAssetDependencies(assets()).toByteArray();
      made.put("", known);
    }
    return FirmwareModule.parse(known);
  }

  private FirmwareModule program() throws IOException {
    byte[] payload = name.getBytes(UTF_8);
    return name.endsWith(WRAPPED)
        ? ApplicationModule.wrap(platform, new ProductData(1, 1), 5500, name, payload)
        : TestModules.application(platform, payload);
  }

  byte[] module(AssetReference asset) throws IOException {
    byte[] known = made.get(asset.name());
    if (known == null) {
      boolean compressed = asset.hash().bytes()[0] % 2 == 0; // some are, some not
      known = TestModules.asset(asset, contents.get(asset.name()), compressed);
      made.put(asset.name(), known);
    }
    return known;
  }

  private Map<AssetReference, Long> moduleLengths() throws IOException {
    Map<AssetReference, Long> lengths = new HashMap<>();
    for (AssetReference asset : assets()) {
      lengths.put(asset, (long) module(asset).length);
    }
    return lengths;
  }

  Installation prepareOn(Device device) throws IOException {
    return prepareOn(device.installer());
  }

  Installation prepareOn(Installer installer) throws IOException {
    return installer.prepare(application(), moduleLengths());
  }

  Installation prepareOnTrial(Installer installer, Duration confirmWithin) throws IOException {
    return installer.prepareOnTrial(application(), moduleLengths(), confirmWithin);
  }

  void stageAll(Installation installation) throws IOException {
    for (PlannedAsset planned : installation.plan().moving()) {
      byte[] module = module(planned.asset());
      if (IN_CHUNKS.contains(planned.asset().name())) {
        installation.stage(planned.asset(), out -> out.write(module), chunks(planned.asset()));
      } else {
        installation.stage(planned.asset(), out -> out.write(module));
      }
    }
  }

  private ContentChunks chunks(AssetReference asset) {
    byte[] content = contents.get(asset.name());
    return new ContentChunks(
        asset.hash(), List.of(ChunkPage.ofWhole(content, content.length, content.length)));
  }

  /** Installs this release; the plan tells what moved. */
  InstallPlan installOn(Device device) throws IOException {
    return installOn(device.installer());
  }

  /** Installs this release; the plan tells what moved. */
  InstallPlan installOn(Installer installer) throws IOException {
    try (Installation installation = prepareOn(installer)) {
      stageAll(installation);
      installation.commit();
      return installation.plan();
    }
  }

  /** Installs this release on trial; the plan tells what moved. */
  InstallPlan tryOn(Device device, Duration confirmWithin) throws IOException {
    return tryOn(device.installer(), confirmWithin);
  }

  /** Installs this release on trial; the plan tells what moved. */
  InstallPlan tryOn(Installer installer, Duration confirmWithin) throws IOException {
    try (Installation installation = prepareOnTrial(installer, confirmWithin)) {
      stageAll(installation);
      installation.commit();
      return installation.plan();
    }
  }
}
