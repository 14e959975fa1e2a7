package io.assetota.core.bundle;

import io.assetota.core.bundle.check.ApplicationRules;
import io.assetota.core.bundle.check.EntryNames;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.check.PlatformCheck;
import io.assetota.core.bundle.report.AssetLimits;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.model.Printable;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.module.EnvironmentVariables;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the application of a bundle, and that its asset dependencies are the asset entries. */
final class ApplicationCheck {
  private final BundleEntry entry;
  private final FirmwareModule application;
  private final Optional<Platform> required;
  private final Findings findings;

  ApplicationCheck(
      BundleEntry entry,
      FirmwareModule application,
      Optional<Platform> required,
      Findings findings) {
    this.entry = entry;
    this.application = application;
    this.required = required;
    this.findings = findings;
  }

  /**
   * Runs all checks.
   *
   * @param index the entries
   * @param hashes the SHA-256 of those assets whose content is sound
   */
  BundleContents against(
      ArchiveIndex index,
      Map<BundleEntry, AssetHash> hashes,
      Optional<EnvironmentVariables> environment,
      ProgramCheck program) {
    Map<String, AssetReference> dependencies = dependencies();
    ApplicationRules.check(application, !dependencies.isEmpty())
        .forEach(p -> findings.add(entry.problem(p.kind(), p.message())));
    compare(dependencies, assets(index.entries()), hashes);
    List<BundledAsset> bundled = bundled(assets(index.readable()), dependencies, hashes);
    List<BundledAsset> files = program.against(index.readable(), hashes, entry, findings);
    List<BundledAsset> stored = new ArrayList<>(bundled);
    stored.addAll(files);
    return new BundleContents(
        entry.fileName(),
        application,
        bundled,
        program.manifest(),
        files,
        environment,
        checkLimits(stored));
  }

  private static List<BundleEntry> assets(List<BundleEntry> entries) {
    return entries.stream().filter(e -> e.kind() == EntryKind.ASSET).toList();
  }

  private Map<String, AssetReference> dependencies() {
    Map<String, AssetReference> dependencies = new LinkedHashMap<>();
    for (ModuleExtension extension : application.extensions()) {
      if (extension instanceof ModuleExtension.AssetDependency dependency) {
        String name = dependency.name();
        EntryNames.NameProblem problem = EntryNames.problemOfSegment(name).orElse(null);
        if (problem != null) {
          findings.add(entry.problem(problem.kind(), "asset dependency: " + problem.message()));
        } else if (dependencies.putIfAbsent(name, new AssetReference(name, dependency.hash()))
            != null) {
          findings.add(
              entry.problem(
                  BundleProblem.Kind.APPLICATION_DAMAGED,
                  "two asset dependencies are named " + Printable.text(name)));
        }
      }
    }
    return dependencies;
  }

  private void compare(
      Map<String, AssetReference> dependencies,
      List<BundleEntry> assets,
      Map<BundleEntry, AssetHash> hashes) {
    Map<AssetHash, String> namesByHash = new HashMap<>();
    dependencies.values().forEach(d -> namesByHash.put(d.hash(), d.name()));
    Map<String, BundleEntry> present = new HashMap<>();
    for (BundleEntry asset : assets) {
      present.putIfAbsent(asset.fileName(), asset);
      AssetReference dependency = dependencies.get(asset.fileName());
      AssetHash hash = hashes.get(asset);
      if (dependency == null) {
        String intended = hash == null ? null : namesByHash.get(hash);
        findings.add(
            asset.problem(
                BundleProblem.Kind.ASSET_UNEXPECTED,
                intended == null
                    ? "the application does not name this asset"
                    : "the application names this content " + Printable.text(intended)));
      } else if (hash != null && !hash.equals(dependency.hash())) {
        findings.add(
            asset.problem(
                BundleProblem.Kind.ASSET_HASH_MISMATCH,
                "SHA-256 is " + hash + ", but the application asks for " + dependency.hash()));
      }
    }
    for (AssetReference dependency : dependencies.values()) {
      if (!present.containsKey(dependency.name())) {
        findings.add(
            entry.problem(
                BundleProblem.Kind.ASSET_MISSING,
                "needs the asset " + dependency + ", which is not in the bundle"));
      }
    }
  }

  private static List<BundledAsset> bundled(
      List<BundleEntry> assets,
      Map<String, AssetReference> dependencies,
      Map<BundleEntry, AssetHash> hashes) {
    List<BundledAsset> bundled = new ArrayList<>();
    for (BundleEntry asset : assets) {
      AssetReference dependency = dependencies.get(asset.fileName());
      AssetHash hash = hashes.get(asset);
      if (hash == null && dependency != null) {
        hash = dependency.hash();
      }
      if (hash == null || EntryNames.problemOfSegment(asset.fileName()).isPresent()) {
        continue;
      }
      bundled.add(bundled(asset, new AssetReference(asset.fileName(), hash)));
    }
    return bundled;
  }

  static BundledAsset bundled(BundleEntry entry, AssetReference reference) {
    long moduleSize = entry.assetModuleLength(reference);
    return new BundledAsset(
        reference,
        entry.size(),
        entry.packedSize(),
        moduleSize,
        StorageLimits.storageSize(moduleSize));
  }

  private Optional<AssetLimits> checkLimits(List<BundledAsset> assets) {
    Findings local = new Findings();
    Optional<AssetLimits> limits = PlatformCheck.check(application, required, assets, local);
    local.problems().forEach(p -> findings.add(entry.problem(p.kind(), p.message())));
    return limits;
  }
}
