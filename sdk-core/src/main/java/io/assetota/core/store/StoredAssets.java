package io.assetota.core.store;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Printable;
import io.assetota.core.model.UnreadableException;
import io.assetota.core.store.Manifest.Stored;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the assets of a device folder for reading, and drops those whose modules turn out to be
 * damaged. Safe for use by several threads.
 */
final class StoredAssets {
  private static final Logger log = LoggerFactory.getLogger(StoredAssets.class);

  private final SharedManifest shared;
  private final RunningClaim claim;
  private final ModuleFolder modules;

  StoredAssets(SharedManifest shared, RunningClaim claim, ModuleFolder modules) {
    this.shared = shared;
    this.claim = claim;
    this.modules = modules;
  }

  AssetReader open(AssetReference asset) throws IOException {
    shared.requireOpen();
    if (!isKept(asset)) {
      throw gone(asset, null);
    }
    try {
      return modules.open(asset.hash(), damage -> checkAfterDamage(asset));
    } catch (NoSuchFileException e) {
      checkAfterDamage(asset);
      throw gone(asset, e);
    } catch (AssetException e) {
      checkAfterDamage(asset);
      throw e;
    }
  }

  private boolean isKept(AssetReference asset) {
    synchronized (shared) {
      return isStored(asset) || claim.own().contains(asset);
    }
  }

  private boolean isStored(AssetReference asset) {
    return shared.contents().manifest().assets().containsKey(asset);
  }

  private static AssetException gone(AssetReference asset, @Nullable Throwable cause) {
    return new AssetException("asset " + asset + " is no longer stored on this device", cause);
  }

  /**
   * A damaged module is worth nothing: without it in the manifest, the next update brings the asset
   * again. The file is looked at first, as the reader that found the damage may have been open
   * since before an update replaced it.
   */
  private void checkAfterDamage(AssetReference asset) {
    synchronized (shared) {
      if (shared.isClosed()) {
        return;
      }
      try {
        shared.commit(
            () -> {
              if (isStored(asset)) {
                dropIfDamaged(asset);
              }
              return shared.contents();
            });
      } catch (IOException e) {
        log.warn(
            "Asset {} may be damaged, but can't be looked at: {}", asset, Printable.failure(e));
      }
    }
  }

  private void dropIfDamaged(AssetReference asset) throws IOException {
    try {
      modules.requireIntact(asset.hash());
    } catch (UnreadableException e) {
      log.warn("Asset {} is kept, and an update may bring it again: {}", asset, e.getMessage());
      shared.noteUnreadable(asset.hash());
    } catch (AssetException | NoSuchFileException e) {
      log.warn(
          "Asset {} is damaged on disk and dropped; an update brings it again: {}",
          asset,
          e.getMessage());
      DeviceContents contents = shared.contents();
      Map<AssetReference, Stored> rest = new LinkedHashMap<>(contents.manifest().assets());
      rest.keySet().removeIf(other -> other.hash().equals(asset.hash()));
      shared.adopt(contents.with(contents.manifest().withAssets(rest)));
    }
  }
}
