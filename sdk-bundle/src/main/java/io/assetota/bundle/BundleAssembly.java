package io.assetota.bundle;

import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.check.ApplicationRules;
import io.assetota.core.bundle.check.EntryNames;
import io.assetota.core.bundle.check.EnvironmentJson;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.check.PlatformCheck;
import io.assetota.core.bundle.report.AssetLimits;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.files.DurableFile;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.module.EnvironmentVariables;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleEditor;
import io.assetota.core.module.ModuleExtension;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One build: checks everything, and writes only if there is no problem. */
final class BundleAssembly {
  /** The application, the variables as JSON, a signature, and keyrings. */
  private static final int OTHER_ENTRIES = 100;

  private static final int IN_MEMORY = 4 * 1024 * 1024;

  private final FirmwareModule application;
  private final String applicationName;
  private final Optional<Platform> platform;
  private final BundleLimits bundleLimits;
  private final BundleProgress.Listener listener;
  private final Optional<Cutting> cutting;
  private final Findings findings = new Findings();

  /** Whether the application can be edited; if not, the findings say why. */
  private boolean sound;

  BundleAssembly(
      FirmwareModule application,
      String applicationName,
      Optional<Platform> platform,
      BundleLimits bundleLimits,
      BundleProgress.Listener listener,
      Optional<Cutting> cutting) {
    this.application = application;
    this.applicationName = applicationName;
    this.platform = platform;
    this.bundleLimits = bundleLimits;
    this.listener = listener;
    this.cutting = cutting;
  }

  BundleResult writeTo(Path file, BundleSources sources) throws IOException {
    try (SpillFile spill = new SpillFile()) {
      Optional<ApplicationManifest> manifest =
          FileSources.manifest(application, sources.tree(), applicationName, findings);
      // The sources are gone when the bundle is written: there may be tens of thousands.
      List<DeflatedAsset> deflated = compress(sources, manifest, spill);
      return writeTo(file, deflated, manifest, sources.environment(), spill);
    }
  }

  private List<DeflatedAsset> compress(
      BundleSources sources, Optional<ApplicationManifest> manifest, SpillFile spill)
      throws IOException {
    List<AssetSource> assets = sources.resolve(findings);
    checkApplication(!assets.isEmpty());
    if (assets.isEmpty()) {
      findings.warn(
          BundleWarning.of(
              BundleWarning.Kind.NO_ASSETS, applicationName, "is bundled without any asset"));
    }
    List<AssetSource> all = new ArrayList<>(assets);
    if (manifest.isPresent()) {
      all.addAll(FileSources.resolve(manifest.get(), sources.tree(), applicationName, findings));
    }
    if (manifest.isEmpty() && sources.tree().isPresent()) {
      findings.add(
          BundleProblem.ofEntry(
              BundleProblem.Kind.FILE_UNEXPECTED,
              applicationName,
              "is no folder: it has no files besides itself"));
    }
    requireFewEnough(all.size());
    // Before the work of compressing it, and of filling the disk.
    requireRoom(application, all.stream().mapToLong(AssetSource::expectedSize).sum());
    return ParallelDeflater.deflate(all, method(), spill, listener, findings);
  }

  /** Contents are cut unless somebody or the platform is against it. */
  private ParallelDeflater.Method method() {
    boolean linux = application.prefix().platformId() == Platform.LINUX.id();
    return cutting.orElse(linux ? Cutting.CHUNKS : Cutting.NONE) == Cutting.CHUNKS
        ? AssetDeflater::cut
        : AssetDeflater::deflate;
  }

  private void requireFewEnough(int contents) throws BundleException {
    if (contents > BundleLimits.MAX_ENTRIES - OTHER_ENTRIES) {
      findings.add(
          BundleProblem.ofBundle(
              BundleProblem.Kind.TOO_MANY_ENTRIES,
              contents
                  + " assets and files; a bundle has at most "
                  + (BundleLimits.MAX_ENTRIES - OTHER_ENTRIES)));
      findings.throwIfAny();
    }
  }

  /** Every reader with the same limits can use what is built. */
  private void requireRoom(FirmwareModule module, long content) throws BundleException {
    long all = module.length() + content;
    if (all > bundleLimits.contentSize()) {
      findings.add(
          BundleProblem.ofBundle(
              BundleProblem.Kind.TOO_MUCH_CONTENT,
              "the application and the assets have "
                  + all
                  + " bytes together; "
                  + bundleLimits.contentSize()
                  + " are allowed"));
      findings.throwIfAny();
    }
  }

  private void checkApplication(boolean hasAssets) {
    EntryNames.problemOfSegment(applicationName)
        .ifPresent(
            p -> findings.add(BundleProblem.ofEntry(p.kind(), applicationName, p.message())));
    if (!applicationName.toLowerCase(Locale.ROOT).endsWith(EntryNames.MODULE_SUFFIX)) {
      findings.add(
          BundleProblem.ofEntry(
              BundleProblem.Kind.NAME_MALFORMED,
              applicationName,
              "the name of an application ends with "
                  + EntryNames.MODULE_SUFFIX
                  + ": readers know it by that"));
    }
    List<ApplicationRules.Violation> violations = ApplicationRules.check(application, hasAssets);
    violations.forEach(
        p -> findings.add(BundleProblem.ofEntry(p.kind(), applicationName, p.message())));
    sound = violations.isEmpty();
  }

  private BundleResult writeTo(
      Path file,
      List<DeflatedAsset> deflated,
      Optional<ApplicationManifest> manifest,
      Optional<EnvironmentVariables> environment,
      SpillFile spill)
      throws IOException {
    List<DeflatedAsset> assets = deflated.stream().filter(a -> !a.isFile()).toList();
    List<DeflatedAsset> files = deflated.stream().filter(DeflatedAsset::isFile).toList();
    List<BundledAsset> bundled = assets.stream().map(DeflatedAsset::bundled).toList();
    FileSources.requireUnchanged(files, findings);
    List<BundledAsset> bundledFiles = files.stream().map(DeflatedAsset::bundled).toList();
    List<BundledAsset> stored = new ArrayList<>(bundled);
    stored.addAll(bundledFiles);
    FirmwareModule complete = withDependencies(bundled);
    Optional<AssetLimits> limits = PlatformCheck.check(complete, platform, stored, findings);
    Optional<byte[]> json = environment.map(EnvironmentJson::write);
    checkSize(json);
    long content =
        deflated.stream().mapToLong(DeflatedAsset::size).sum() + json.map(j -> j.length).orElse(0);
    requireRoom(complete, content);
    requireRoomInZip(deflated);
    findings.throwIfAny();
    long size =
        DurableFile.writeOutput(
            file,
            channel -> {
              BundleWriter writer = new BundleWriter(Channels.newOutputStream(channel), listener);
              write(complete, assets, json, writer, spill);
              for (DeflatedAsset contentOfFiles : files) {
                writer.write(EntryNames.ofFile(contentOfFiles.hash()), contentOfFiles);
              }
              writer.writeChunks(
                  deflated, bundleLimits.contentSize() - complete.length() - content);
              writer.finish();
            });
    BundleContents contents =
        new BundleContents(
            applicationName, complete, bundled, manifest, bundledFiles, environment, limits);
    return new BundleResult(file, size, contents, findings.warnings());
  }

  private void requireRoomInZip(List<DeflatedAsset> assets) {
    long packed = assets.stream().mapToLong(DeflatedAsset::deflatedSize).sum();
    if (packed > BundleLimits.MAX_BUNDLE_SIZE - BundleLimits.OVERHEAD) {
      findings.add(
          BundleProblem.ofBundle(
              BundleProblem.Kind.TOO_LARGE,
              "the assets have "
                  + packed
                  + " bytes when they are compressed; a bundle has at most "
                  + BundleLimits.MAX_BUNDLE_SIZE));
    }
  }

  /** Without assets, before and after, the application stays as it is to the last byte. */
  private FirmwareModule withDependencies(List<BundledAsset> assets) {
    try {
      if (!sound || (assets.isEmpty() && !hasDependencies())) {
        return application;
      }
      List<AssetReference> references = assets.stream().map(BundledAsset::asset).toList();
      return ModuleEditor.edit(application).withAssetDependencies(references);
    } catch (AssetException e) {
      findings.add(
          BundleProblem.ofEntry(
              BundleProblem.Kind.LIMIT_EXCEEDED, applicationName, String.valueOf(e.getMessage())));
      return application;
    }
  }

  private boolean hasDependencies() {
    return application.extensions().stream()
        .anyMatch(ModuleExtension.AssetDependency.class::isInstance);
  }

  private void checkSize(Optional<byte[]> json) {
    int length = json.map(j -> j.length).orElse(0);
    if (length > EnvironmentVariables.MAX_SIZE) {
      findings.add(
          BundleProblem.ofEntry(
              BundleProblem.Kind.ENVIRONMENT,
              EntryNames.ENVIRONMENT,
              length + " bytes; at most " + EnvironmentVariables.MAX_SIZE + " are allowed"));
    }
  }

  private void write(
      FirmwareModule complete,
      List<DeflatedAsset> assets,
      Optional<byte[]> json,
      BundleWriter writer,
      SpillFile spill)
      throws IOException {
    deflateAndWrite(applicationName, complete.toByteArray(), writer, spill);
    for (DeflatedAsset asset : assets) {
      writer.write(EntryNames.ASSETS + asset.name(), asset);
    }
    if (json.isPresent()) {
      deflateAndWrite(EntryNames.ENVIRONMENT, json.get(), writer, spill);
    }
  }

  private static void deflateAndWrite(
      String path, byte[] content, BundleWriter writer, SpillFile spill) throws IOException {
    writer.write(
        path, AssetDeflater.deflate(AssetSource.of(path, content), IN_MEMORY, spill, n -> {}));
  }
}
