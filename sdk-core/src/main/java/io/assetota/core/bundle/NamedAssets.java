package io.assetota.core.bundle;

import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleExtension;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which assets an application names, as far as that is known.
 *
 * @param names the names that it has
 * @param isMissingOne whether there is no entry for one of them
 * @param isKnown whether there is an application to ask
 */
record NamedAssets(Set<String> names, boolean isMissingOne, boolean isKnown) {
  static NamedAssets of(@Nullable FirmwareModule application, List<BundleEntry> entries) {
    if (application == null) {
      return new NamedAssets(Set.of(), false, false);
    }
    Set<String> names =
        application.extensions().stream()
            .filter(ModuleExtension.AssetDependency.class::isInstance)
            .map(e -> ((ModuleExtension.AssetDependency) e).name())
            .collect(Collectors.toSet());
    Set<String> missing = new HashSet<>(names);
    entries.stream()
        .filter(e -> e.kind() == EntryKind.ASSET)
        .forEach(e -> missing.remove(e.fileName()));
    return new NamedAssets(names, !missing.isEmpty(), true);
  }

  /** Whether the application names an asset, or may name it. */
  boolean has(BundleEntry asset) {
    return !isKnown || names.contains(asset.fileName());
  }
}
