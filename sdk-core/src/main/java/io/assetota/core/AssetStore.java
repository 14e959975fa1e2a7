package io.assetota.core;

import io.assetota.core.Manifest.Stored;
import io.assetota.core.module.AssetModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.Platform;
import io.assetota.core.module.StorageLimits;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application and the asset modules in a device folder: files named by hash, and the manifest,
 * whose replacement is the only commit point. Opening recovers from whatever a power cut left. Safe
 * for use by several threads.
 */
final class AssetStore {
  static final String STORE = "store";
  static final String STAGING = "staging";

  private static final Logger log = LoggerFactory.getLogger(AssetStore.class);
  private static final String MODULE_SUFFIX = ".asset";

  private final DeviceFiles files;
  private final RecordFile manifestFile;
  private final ApplicationSlot slot;
  private Manifest manifest;
  private Optional<InstalledApplication> application;

  private AssetStore(DeviceFiles files, Manifest manifest) throws IOException {
    this.files = files;
    this.manifestFile = Manifest.file(files);
    this.slot = new ApplicationSlot(files);
    this.manifest = manifest;
    this.application = loadInstalled();
  }

  /** Opens the store and recovers it. */
  static AssetStore open(DeviceFiles files, Clock clock) throws IOException {
    files.createFolder(STORE);
    files.createFolder(STAGING);
    RecordFile manifestFile = Manifest.file(files);
    manifestFile.recover();
    Manifest manifest = readOrRebuild(files, manifestFile, clock);
    new ApplicationSlot(files).recover(manifest.application());
    AssetStore store = new AssetStore(files, manifest);
    store.dropInvalid();
    store.deleteOrphans();
    return store;
  }

  /** Looks at the store without changing anything, for a device that another process uses. */
  static AssetStore look(DeviceFiles files) throws IOException {
    return new AssetStore(files, Manifest.read(Manifest.file(files)).orElse(Manifest.EMPTY));
  }

  private static Manifest readOrRebuild(DeviceFiles files, RecordFile manifestFile, Clock clock)
      throws IOException {
    try {
      return Manifest.read(manifestFile).orElse(Manifest.EMPTY);
    } catch (AssetException e) {
      log.warn("{}; it is rebuilt from the stored modules", e.getMessage());
    }
    Map<AssetReference, Stored> found = new LinkedHashMap<>();
    for (String name : moduleFiles(files)) {
      try (SeekableByteChannel channel = files.open(STORE + "/" + name)) {
        AssetModule module = AssetModule.verify(channel);
        if (name.equals(module.asset().hash() + MODULE_SUFFIX)) {
          found.put(module.asset(), new Stored(module.size(), module.length(), 0));
        }
      } catch (AssetException e) {
        log.warn("The stored module {} is not usable: {}", name, e.getMessage());
      }
    }
    // What the consumer handled is not known any more: a generation that it can't have handled
    // brings all to it again.
    Manifest rebuilt =
        new Manifest(Optional.empty(), Optional.empty(), Optional.empty(), clock.millis(), found);
    rebuilt.write(manifestFile);
    return rebuilt;
  }

  private static List<String> moduleFiles(DeviceFiles files) throws IOException {
    return files.list(STORE).stream().filter(f -> f.endsWith(MODULE_SUFFIX)).toList();
  }

  private Optional<InstalledApplication> loadInstalled() throws IOException {
    Optional<FirmwareModule> module = loadApplication();
    return module.isPresent()
        ? Optional.of(InstalledApplication.of(module.get()))
        : Optional.empty();
  }

  private void dropInvalid() throws IOException {
    Map<AssetReference, Stored> valid = new LinkedHashMap<>();
    for (Map.Entry<AssetReference, Stored> entry : manifest.assets().entrySet()) {
      if (isThere(entry.getKey(), entry.getValue())) {
        valid.put(entry.getKey(), entry.getValue());
      } else {
        log.warn(
            "Asset {} is not stored as the manifest says; an update brings it again",
            entry.getKey());
      }
    }
    if (valid.size() < manifest.assets().size()) {
      replace(manifest.withAssets(valid));
    }
  }

  private boolean isThere(AssetReference asset, Stored stored) throws IOException {
    if (!files.exists(moduleFile(asset))) {
      return false;
    }
    try (SeekableByteChannel channel = files.open(moduleFile(asset))) {
      AssetModule module = AssetModule.parse(channel);
      return module.asset().hash().equals(asset.hash())
          && module.length() == stored.moduleLength()
          && module.size() == stored.size();
    } catch (AssetException e) {
      return false; // the caller logs it
    }
  }

  private void deleteOrphans() throws IOException {
    Set<String> known = new HashSet<>();
    manifest.assets().keySet().forEach(asset -> known.add(asset.hash() + MODULE_SUFFIX));
    for (String name : moduleFiles(files)) {
      if (!known.contains(name)) {
        files.delete(STORE + "/" + name);
      }
    }
    for (String name : files.list(STAGING)) {
      if (name.endsWith(MODULE_SUFFIX)) {
        files.delete(STAGING + "/" + name);
      }
    }
  }

  /** Replaces the manifest; deletes nothing. */
  private void replace(Manifest newManifest) throws IOException {
    newManifest.write(manifestFile);
    manifest = newManifest;
  }

  private static String moduleFile(AssetReference asset) {
    return STORE + "/" + asset.hash() + MODULE_SUFFIX;
  }

  static String stagedFile(AssetReference asset) {
    return STAGING + "/" + asset.hash() + MODULE_SUFFIX;
  }

  DeviceFiles files() {
    return files;
  }

  synchronized Manifest manifest() {
    return manifest;
  }

  synchronized Optional<InstalledApplication> application() {
    return application;
  }

  synchronized Optional<FirmwareModule> loadApplication() throws IOException {
    return slot.current(manifest.application());
  }

  synchronized Optional<Platform> platform() {
    return manifest
        .platformId()
        .or(() -> application.map(a -> a.prefix().platformId()))
        .flatMap(Platform::byId)
        .map(p -> manifest.limits().map(p::withStorage).orElse(p));
  }

  StorageLimits limits() {
    return platform().flatMap(Platform::storage).orElse(StorageLimits.UNLIMITED);
  }

  /** Fixes the platform of a device that has none yet, and the limits that its owner wants. */
  synchronized void setPlatform(Platform platform) throws IOException {
    Optional<StorageLimits> limits =
        platform.storage().filter(l -> !Platform.byId(platform.id()).equals(Optional.of(platform)));
    if (!manifest.platformId().equals(Optional.of(platform.id()))
        || !manifest.limits().equals(limits)) {
      replace(
          new Manifest(
              Optional.of(platform.id()),
              limits,
              manifest.application(),
              manifest.generation(),
              manifest.assets()));
    }
  }

  synchronized AssetReader open(AssetReference asset) throws IOException {
    if (!manifest.assets().containsKey(asset)) {
      throw new AssetException("asset " + asset + " is no longer stored on this device");
    }
    try {
      return AssetModule.open(files.open(moduleFile(asset)), damage -> forget(asset, damage));
    } catch (NoSuchFileException e) {
      throw new AssetException("asset " + asset + " is no longer stored on this device", e);
    } catch (AssetException e) {
      forget(asset, e);
      throw e;
    }
  }

  /**
   * A damaged module is worth nothing: without it in the manifest, the next update brings the asset
   * again.
   */
  private synchronized void forget(AssetReference asset, AssetException damage) {
    log.warn(
        "Asset {} is damaged on disk and dropped; an update brings it again: {}",
        asset,
        damage.getMessage());
    try {
      Map<AssetReference, Stored> rest = new LinkedHashMap<>(manifest.assets());
      if (rest.remove(asset) != null) {
        replace(manifest.withAssets(rest));
      }
    } catch (IOException e) {
      log.warn("The manifest could not be replaced after damage to asset {}", asset, e);
    }
  }

  /**
   * Makes an installation happen: modules into the store, the application beside the active one,
   * then the manifest, then the clean-up, which opening would do as well.
   *
   * @param planned the manifest that the installation was planned on
   * @param assets all assets afterwards
   * @param staged assets whose verified modules lie in staging
   */
  synchronized void commit(
      Manifest planned,
      FirmwareModule newApplication,
      Map<AssetReference, Stored> assets,
      Set<AssetReference> staged)
      throws IOException {
    if (!planned.equals(manifest)) {
      throw new AssetException(
          "the device's assets changed since the installation was prepared: prepare it again");
    }
    for (AssetReference asset : staged) {
      files.rename(stagedFile(asset), moduleFile(asset));
    }
    files.forceFolder(STORE);
    AssetHash hash = newApplication.suffix().sha256();
    boolean replaced = application.map(a -> !a.sha256().equals(hash)).orElse(true);
    if (replaced) {
      slot.prepare(newApplication);
    }
    replace(
        new Manifest(
            manifest.platformId().or(() -> Optional.of(newApplication.prefix().platformId())),
            manifest.limits(),
            Optional.of(hash),
            manifest.generation() + (staged.isEmpty() ? 0 : 1),
            assets));
    application = Optional.of(InstalledApplication.of(newApplication));
    if (replaced) {
      slot.activate();
    }
    deleteOrphans();
  }
}
