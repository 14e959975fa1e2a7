package io.assetota.core.store;

import io.assetota.core.application.FileContent;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.StoredFiles;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.store.Manifest.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the contents of applications' files. */
final class FileCount {
  private FileCount() {}

  static StoredFiles of(DeviceContents device) {
    Map<AssetReference, Stored> stored = device.manifest().assets();
    Set<AssetReference> required =
        new HashSet<>(device.application().map(InstalledApplication::files).orElse(List.of()));
    List<AssetHash> missing = new ArrayList<>();
    long requiredSize = 0;
    for (AssetReference file : required) {
      Stored there = stored.get(file);
      if (there == null || device.unreadable().contains(file)) {
        missing.add(file.hash());
      } else {
        requiredSize += there.size();
      }
    }
    int unused = 0;
    long unusedSize = 0;
    for (Map.Entry<AssetReference, Stored> entry : stored.entrySet()) {
      if (FileContent.is(entry.getKey()) && !required.contains(entry.getKey())) {
        unused++;
        unusedSize += entry.getValue().size();
      }
    }
    return new StoredFiles(
        required.size() - missing.size(), requiredSize, missing, unused, unusedSize);
  }
}
