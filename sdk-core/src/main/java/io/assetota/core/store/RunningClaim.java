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
 * commit lock. The monitor of {@link SharedManifest} guards the rest.
 */
final class RunningClaim {
  private static final String HEADING = "asset-ota running 1";
  private static final String ASSET = "asset";

  private final RecordFile file;

  private Set<AssetReference> own = Set.of();

  RunningClaim(DeviceFiles files) {
    this.file = new RecordFile(files, "", "running", HEADING);
  }

  /** Returns what the application of this process claims; empty if there is none here. */
  Set<AssetReference> own() {
    return own;
  }

  /** Claims these assets for the application of this process, in place of those before. */
  void replace(Set<AssetReference> assets) throws IOException {
    if (!assets.equals(own)) {
      own = Set.copyOf(assets);
      write(assets);
    }
  }

  private void write(Collection<AssetReference> assets) throws IOException {
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

  /** Ends the claim, also one that a killed process has left. */
  void remove() throws IOException {
    own = Set.of();
    file.recover();
    file.delete();
  }
}
