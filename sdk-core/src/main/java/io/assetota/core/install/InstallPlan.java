package io.assetota.core.install;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.assetota.core.application.FileContent;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.StorageFullException;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.store.Manifest;
import io.assetota.core.store.Manifest.Stored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an installation will do to a device: which assets and files have to come, which are there,
 * and whether they fit.
 *
 * @param assets the assets of the new application, in its order
 * @param files the contents of its files, if it is a folder: named by their hashes, each once
 * @param dropped stored assets that the new application doesn't need and that go, to make room or
 *     because they are old
 * @param storageUsed what all assets take of the asset storage afterwards, in bytes of whole blocks
 * @param limits the limits of the asset storage
 */
public record InstallPlan(
    List<PlannedAsset> assets,
    List<PlannedAsset> files,
    List<AssetReference> dropped,
    long storageUsed,
    StorageLimits limits) {

  /** What happens to an asset. */
  public enum Change {
    /** It is stored already and does not move. */
    KEPT,
    /** It has to come; another content of the same name was required before. */
    CHANGED,
    /** It has to come. */
    NEW
  }

  /**
   * An asset, or the content of a file, of the new application.
   *
   * @param asset name and hash
   * @param change what happens to it
   * @param moduleLength length of its module in bytes
   */
  public record PlannedAsset(AssetReference asset, Change change, long moduleLength) {
    /**
     * Tells whether the asset has to come.
     *
     * @return false if it is stored already
     */
    public boolean isMoving() {
      return change != Change.KEPT;
    }
  }

  /**
   * Without limits, unused assets of more than this many sets ago go: the disk would fill for ever.
   */
  private static final int KEPT_SETS_WITHOUT_LIMIT = 1;

  /** Its addresses have 32 bits. */
  private static final long MAX_MODULE_LENGTH = (1L << 32) + 3;

  /** Copies the lists. */
  public InstallPlan {
    assets = ImmutableList.copyOf(assets);
    files = ImmutableList.copyOf(files);
    dropped = ImmutableList.copyOf(dropped);
  }

  /**
   * Returns the assets and files that have to come.
   *
   * @return in the order of the application, assets first
   */
  public List<PlannedAsset> moving() {
    return Stream.concat(assets.stream(), files.stream()).filter(PlannedAsset::isMoving).toList();
  }

  /**
   * Returns how many assets have to come.
   *
   * @return 0 or more, without files
   */
  public int assetsToMove() {
    return (int) assets.stream().filter(PlannedAsset::isMoving).count();
  }

  /**
   * Returns how many different contents of files have to come.
   *
   * @return 0 or more
   */
  public int filesToMove() {
    return (int) files.stream().filter(PlannedAsset::isMoving).count();
  }

  /**
   * Returns how much has to be stored.
   *
   * @return bytes of asset modules
   */
  public long bytesToStore() {
    return moving().stream().mapToLong(PlannedAsset::moduleLength).sum();
  }

  /**
   * Plans an installation.
   *
   * @param moduleLengths module lengths of the assets that may have to come
   * @param kept stored assets that stay in any case, for the application that a trial goes back to
   */
  static InstallPlan of(
      Manifest manifest,
      Optional<InstalledApplication> current,
      InstalledApplication wanted,
      Map<AssetReference, Long> moduleLengths,
      Set<AssetReference> kept,
      StorageLimits limits)
      throws AssetException {
    Set<String> formerNames =
        current.stream()
            .flatMap(a -> a.assets().stream().map(AssetReference::name))
            .collect(Collectors.toSet());
    List<PlannedAsset> planned = new ArrayList<>();
    for (AssetReference asset : Iterables.concat(wanted.assets(), wanted.files())) {
      Stored stored = manifest.assets().get(asset);
      Long length = stored != null ? Long.valueOf(stored.moduleLength()) : moduleLengths.get(asset);
      if (length == null) {
        throw new AssetException(
            "the application needs " + describe(asset) + ", which is neither stored nor offered");
      }
      requirePossible(asset, length);
      Change change =
          stored != null
              ? Change.KEPT
              : formerNames.contains(asset.name()) ? Change.CHANGED : Change.NEW;
      if (length > limits.largestModule()) {
        throw new StorageFullException(
            (FileContent.is(asset) ? describe(asset) : "asset " + asset.name())
                + " exceeds the largest asset module",
            length,
            limits.largestModule());
      }
      planned.add(new PlannedAsset(asset, change, length));
    }
    long requiredSize =
        planned.stream().mapToLong(p -> StorageLimits.storageSize(p.moduleLength())).sum();
    if (requiredSize > limits.total()) {
      throw new StorageFullException(
          "the assets exceed the asset storage", requiredSize, limits.total());
    }
    InstallPlan plan =
        withUnused(manifest, planned, wanted.assets().size(), requiredSize, kept, limits);
    if (plan.storageUsed() > limits.total()) {
      throw new StorageFullException(
          "the assets don't fit beside those of the previous application, which a trial keeps;"
              + " install without a trial, or with more storage",
          plan.storageUsed(),
          limits.total());
    }
    return plan;
  }

  /** Lengths come from outside, and are added up. */
  private static void requirePossible(AssetReference asset, long moduleLength)
      throws AssetException {
    if (moduleLength < 1 || moduleLength > MAX_MODULE_LENGTH) {
      throw new AssetException(
          describe(asset) + " has a module of " + moduleLength + " bytes: impossible");
    }
  }

  static String describe(AssetReference asset) {
    return FileContent.is(asset) ? "the file with the SHA-256 " + asset.hash() : "asset " + asset;
  }

  private static InstallPlan withUnused(
      Manifest manifest,
      List<PlannedAsset> planned,
      int assetCount,
      long requiredSize,
      Set<AssetReference> kept,
      StorageLimits limits) {
    Map<AssetReference, Stored> unused = new LinkedHashMap<>(manifest.assets());
    planned.forEach(p -> unused.remove(p.asset()));
    List<AssetReference> oldestFirst =
        unused.entrySet().stream()
            .filter(e -> !kept.contains(e.getKey()))
            .sorted(Comparator.comparingInt(e -> -e.getValue().age()))
            .map(Map.Entry::getKey)
            .toList();
    long used = requiredSize + unused.values().stream().mapToLong(Stored::storageSize).sum();
    List<AssetReference> dropped = new ArrayList<>();
    for (AssetReference asset : oldestFirst) {
      Stored stored = java.util.Objects.requireNonNull(unused.get(asset));
      // What a set of the other kind does not tell: assets come back after an application without.
      boolean isSetOfItsKind = FileContent.is(asset) ? assetCount < planned.size() : assetCount > 0;
      boolean tooOld =
          !limits.isLimited() && isSetOfItsKind && stored.age() >= KEPT_SETS_WITHOUT_LIMIT;
      if (tooOld || used > limits.total()) {
        dropped.add(asset);
        used -= stored.storageSize();
      }
    }
    return new InstallPlan(
        planned.subList(0, assetCount),
        planned.subList(assetCount, planned.size()),
        dropped,
        used,
        limits);
  }
}
