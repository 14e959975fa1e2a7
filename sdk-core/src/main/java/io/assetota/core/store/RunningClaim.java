package io.assetota.core.store;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The assets that the running application uses: whoever cleans the store keeps them as long as the
 * role of the application is taken. Only the process with that role writes the file, under the
 * commit lock.
 */
final class RunningClaim {
  private static final String HEADING = "asset-ota running 1";
  private static final String ASSET = "asset";

  private final RecordFile file;

  RunningClaim(DeviceFiles files) {
    this.file = new RecordFile(files, "", "running", HEADING);
  }

  void write(Collection<AssetReference> assets) throws IOException {
    List<List<String>> records =
        assets.stream().map(a -> List.of(ASSET, a.hash().toString(), a.name())).toList();
    file.write(records);
  }

  /**
   * Returns the contents of the assets that are claimed; empty if the file tells nothing certain,
   * so that all have to stay.
   */
  Optional<Set<AssetHash>> read() throws IOException {
    Set<AssetHash> claimed = new LinkedHashSet<>();
    try {
      for (List<String> fields : file.read().orElse(List.of())) {
        if (!fields.get(0).equals(ASSET)) {
          return Optional.empty();
        }
        claimed.add(AssetHash.parse(fields.get(1)));
      }
      return Optional.of(claimed);
    } catch (AssetException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  void remove() throws IOException {
    file.recover();
    file.delete();
  }
}
