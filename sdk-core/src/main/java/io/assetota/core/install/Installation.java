package io.assetota.core.install;

import com.google.common.collect.Iterables;
import io.assetota.core.application.FileContent;
import io.assetota.core.chunk.ContentChunks;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.install.InstallPlan.PlannedAsset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.IntegrityException;
import io.assetota.core.model.Printable;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.store.AssetStore;
import io.assetota.core.store.Manifest;
import io.assetota.core.store.Manifest.Stored;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an application and its assets onto a device as one step: {@linkplain #stage stage} each
 * asset that {@linkplain #plan() has to come}, then {@linkplain #commit() commit}. Until then the
 * device is as it was; closing without a commit leaves it so. Made by {@link Installer#prepare}.
 * Not safe for use by several threads.
 */
public final class Installation implements AutoCloseable {
  /** Writes one asset module. */
  @FunctionalInterface
  public interface ModuleSource {
    /**
     * Writes exactly one module.
     *
     * @param out where to; closing it is harmless
     * @throws IOException if the module can't be brought
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /** What another compressor may make of the same content: a hundredth more, and a block. */
  private static final int MAX_GROWTH = 100;

  private static final int BLOCK = 4096;

  private static final Logger log = LoggerFactory.getLogger(Installation.class);

  /** Notes that the installation happened. */
  interface WhenCommitted {
    void run() throws IOException;
  }

  private final AssetStore store;
  private final Manifest before;
  private final WhenCommitted whenCommitted;
  private final FirmwareModule application;
  private final InstallPlan plan;
  private final Optional<Duration> trial;
  private final long number;
  private final StagedModules staged;

  private final Map<AssetReference, PlannedAsset> moving = new LinkedHashMap<>();

  private Optional<String> stagedApplication = Optional.empty();
  private boolean ended;

  /**
   * Begins an installation.
   *
   * @param before the manifest that it was planned on
   * @param trial how long the application has to confirm; empty if it doesn't have to
   * @param whenCommitted runs after the commit
   */
  Installation(
      AssetStore store,
      Manifest before,
      FirmwareModule application,
      InstallPlan plan,
      Optional<Duration> trial,
      WhenCommitted whenCommitted) {
    this.store = store;
    this.number = store.installations().nextNumber();
    this.staged = new StagedModules(store.files(), store.modules(), number);
    this.before = before;
    this.application = application;
    this.plan = plan;
    this.trial = trial;
    this.whenCommitted = whenCommitted;
    plan.moving().forEach(p -> moving.put(p.asset(), p));
  }

  /**
   * Returns what this installation does.
   *
   * @return the plan
   */
  public InstallPlan plan() {
    return plan;
  }

  /**
   * Returns what is installed.
   *
   * @return what is known of the new application
   * @throws AssetException if its asset dependencies break a rule
   */
  public InstalledApplication application() throws AssetException {
    return InstalledApplication.of(application);
  }

  /**
   * Takes the module of an asset or file that has to come, and verifies it: structure, checksums,
   * and the asset's own name and hash. If another asset with the same content was staged, the
   * module is there already and the source is not asked.
   *
   * @param asset one of the plan's moving assets or files
   * @param source writes the module
   * @throws IntegrityException if the module holds something else
   * @throws IOException if the module can't be brought or stored
   * @throws IllegalArgumentException if the plan has no such asset to move
   */
  public void stage(AssetReference asset, ModuleSource source) throws IOException {
    PlannedAsset planned = moving.get(asset);
    if (planned == null) {
      throw new IllegalArgumentException("nothing to do for asset " + asset);
    }
    requireOpen();
    staged.stage(asset, planned.moduleLength(), source, Optional.empty());
  }

  /**
   * Takes a module whose chunks are known. If parts of its content were on the device and had to be
   * compressed again, it may be a little longer than planned.
   *
   * @param asset one of the plan's moving assets or files
   * @param source writes the module
   * @param chunks the chunks of its Deflate stream, compared with it
   * @throws IntegrityException if the module holds something else
   * @throws IOException if the module can't be brought or stored
   * @throws IllegalArgumentException if the plan has no such asset to move
   */
  @SuppressWarnings("exports") // For the agent of this SDK only.
  public void stage(AssetReference asset, ModuleSource source, ContentChunks chunks)
      throws IOException {
    PlannedAsset planned = moving.get(asset);
    if (planned == null) {
      throw new IllegalArgumentException("nothing to do for asset " + asset);
    }
    requireOpen();
    long length = planned.moduleLength();
    staged.stage(asset, length + length / MAX_GROWTH + BLOCK, source, Optional.of(chunks));
  }

  /**
   * Makes it happen: application and assets together, or, after a power cut in between, neither. If
   * it was {@linkplain Installer#prepareOnTrial prepared on trial}, that begins now.
   *
   * @throws IllegalStateException if an asset that has to come was not staged
   * @throws AssetException if the device's assets changed since the installation was prepared
   * @throws IOException if writing fails: the device is as it was, or as it was to be if the last
   *     step of all failed; {@link Installer#status} tells
   */
  public void commit() throws IOException {
    requireOpen();
    Map<AssetHash, String> files = new LinkedHashMap<>();
    for (PlannedAsset planned : moving.values()) {
      AssetHash hash = planned.asset().hash();
      if (staged.find(hash).isEmpty()) {
        throw new IllegalStateException("asset " + planned.asset() + " was not staged");
      }
      files.put(hash, staged.file(hash));
    }
    ended = true;
    stagedApplication = store.installations().stage(application, before, number);
    store
        .installations()
        .commit(before, application, stagedApplication, assetsAfterwards(), files, trial);
    try {
      whenCommitted.run();
    } catch (IOException e) {
      log.warn("The installation is done, but could not be noted: {}", Printable.failure(e));
    }
    log.info(
        "Installed {} with {} assets, {} of them moved, and {} files, {} of them moved",
        application,
        plan.assets().size(),
        plan.assetsToMove(),
        plan.files().size(),
        plan.filesToMove());
  }

  private Map<AssetReference, Stored> assetsAfterwards() {
    Map<AssetReference, Stored> assets = new LinkedHashMap<>(before.assets());
    plan.dropped().forEach(assets::remove);
    assets.replaceAll((asset, stored) -> ages(asset) ? stored.withAge(stored.age() + 1) : stored);
    for (PlannedAsset planned : Iterables.concat(plan.assets(), plan.files())) {
      assets.computeIfPresent(planned.asset(), (asset, stored) -> stored.withAge(0));
    }
    for (PlannedAsset planned : moving.values()) {
      assets.put(planned.asset(), staged.find(planned.asset().hash()).orElseThrow());
    }
    // An asset that was there under another name has got the file of the new one.
    assets.replaceAll(
        (asset, stored) ->
            staged
                .find(asset.hash())
                .map(file -> stored.withModuleLength(file.moduleLength()))
                .orElse(stored));
    return assets;
  }

  /** An application without assets ages none, and one that is no folder ages no files. */
  private boolean ages(AssetReference stored) {
    return FileContent.is(stored) ? !plan.files().isEmpty() : !plan.assets().isEmpty();
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("this installation has ended");
    }
    store.requireOpen();
  }

  /** Drops what was staged, unless it was committed. May be called twice. */
  @Override
  public void close() throws IOException {
    ended = true;
    if (!store.isClosed()) {
      staged.delete();
      if (stagedApplication.isPresent()) {
        store.files().delete(stagedApplication.get());
      }
    }
    staged.clear();
  }
}
