package io.assetota.core.release;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.check.EntryNames;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Printable;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleFormatException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the content of a bundle with what was signed. */
final class ContentsCheck {
  private final Bundle bundle;
  private final Release release;
  private final List<TrustProblem> problems;

  ContentsCheck(Bundle bundle, Release release, List<TrustProblem> problems) {
    this.bundle = bundle;
    this.release = release;
    this.problems = problems;
  }

  /**
   * Reads the application, and compares it and all that the directory and it tell of the assets.
   */
  Optional<FirmwareModule> application(BundleVerifier.ApplicationSource source) throws IOException {
    compareDirectory();
    BundleEntry entry = bundle.application();
    ReleaseFile signed = release.application();
    if (!entry.name().equals(signed.name()) || entry.size() != signed.size()) {
      add(
          TrustProblem.Kind.APPLICATION,
          "the application is "
              + Printable.text(entry.name())
              + " of "
              + entry.size()
              + " bytes, but the signed one is "
              + describe(signed));
      return Optional.empty();
    }
    try {
      FirmwareModule application = source.read(signed.hash());
      AssetHash hash =
          AssetHash.of(
              Hashing.sha256().newHasher().putBytes(application.content()).hash().asBytes());
      if (!hash.equals(signed.hash())) {
        add(
            TrustProblem.Kind.APPLICATION,
            "the application is not the signed one: its SHA-256 is "
                + hash
                + ", but that of the signed one is "
                + signed.hash());
        return Optional.empty();
      }
      compareDependencies(application);
      compareFiles(application);
      return Optional.of(application);
    } catch (BundleException | ModuleFormatException e) {
      add(TrustProblem.Kind.APPLICATION, "the application can't be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void compareDependencies(FirmwareModule application) throws ModuleFormatException {
    if (!release.platforms().contains(application.prefix().platformId())) {
      add(
          TrustProblem.Kind.PLATFORM,
          "the application is for platform "
              + application.prefix().platformId()
              + ", but the release is signed for "
              + release.platforms());
    }
    Set<AssetReference> signed = new HashSet<>();
    release.assets().forEach(a -> signed.add(a.reference()));
    Set<AssetReference> named = new HashSet<>(application.assetDependencies());
    for (AssetReference asset : named) {
      if (!signed.contains(asset)) {
        add(
            TrustProblem.Kind.ASSET_UNEXPECTED,
            "the application needs " + asset + ", which is not signed");
      }
    }
    for (AssetReference asset : signed) {
      if (!named.contains(asset)) {
        add(
            TrustProblem.Kind.ASSET_MISSING,
            asset + " is signed, but the application does not need it");
      }
    }
  }

  /** The application's hash covers its manifest, and that covers its files. */
  private void compareFiles(FirmwareModule application) throws ModuleFormatException {
    Map<AssetHash, Long> files = files(application);
    for (BundleEntry entry : bundle.files()) {
      Long size = files.get(content(entry));
      if (size == null && !files.isEmpty()) {
        add(TrustProblem.Kind.ASSET_UNEXPECTED, Printable.text(entry.name()) + " is not signed");
      } else if (size != null && size != entry.size()) {
        add(
            TrustProblem.Kind.ASSET,
            entry.name() + " has " + entry.size() + " bytes, but the signed file has " + size);
      }
    }
  }

  private static AssetHash content(BundleEntry file) {
    return EntryNames.fileContent(file.name()).orElseThrow();
  }

  private static Map<AssetHash, Long> files(FirmwareModule application)
      throws ModuleFormatException {
    if (!ApplicationManifest.isManifest(application.payload())) {
      return Map.of();
    }
    try {
      return ApplicationManifest.read(application.payload()).contents();
    } catch (AssetException e) {
      throw new ModuleFormatException(String.valueOf(e.getMessage()), 0);
    }
  }

  /** Reads every file that the application has and compares its hash. */
  void readFiles(FirmwareModule application) throws IOException {
    for (Map.Entry<AssetHash, Long> file : files(application).entrySet()) {
      Optional<BundleEntry> entry = bundle.file(file.getKey());
      if (entry.isEmpty()) {
        add(
            TrustProblem.Kind.ASSET_MISSING,
            "the signed file with the SHA-256 " + file.getKey() + " is not in the bundle");
      } else if (file.getValue() == entry.get().size()) {
        hash(entry.get(), file.getKey());
      }
    }
  }

  private void compareDirectory() {
    Map<String, ReleaseFile> missing = signedByName();
    for (BundleEntry entry : bundle.assets()) {
      ReleaseFile asset = missing.remove(entry.fileName());
      if (asset == null) {
        add(TrustProblem.Kind.ASSET_UNEXPECTED, Printable.text(entry.name()) + " is not signed");
      } else if (asset.size() != entry.size()) {
        add(
            TrustProblem.Kind.ASSET,
            Printable.text(entry.name())
                + " has "
                + entry.size()
                + " bytes, but the signed asset has "
                + asset.size());
      }
    }
    missing
        .values()
        .forEach(a -> add(TrustProblem.Kind.ASSET_MISSING, describe(a) + " is not in the bundle"));
  }

  private Map<String, ReleaseFile> signedByName() {
    Map<String, ReleaseFile> byName = new HashMap<>();
    release.assets().forEach(a -> byName.put(a.name(), a));
    return byName;
  }

  /** Reads every asset of the right size and compares its hash. */
  void assets() throws IOException {
    Map<String, ReleaseFile> byName = signedByName();
    for (BundleEntry entry : bundle.assets()) {
      ReleaseFile asset = byName.get(entry.fileName());
      if (asset != null && asset.size() == entry.size()) {
        hash(entry, asset.hash());
      }
    }
  }

  private void hash(BundleEntry entry, AssetHash signed) throws IOException {
    try (HashingInputStream content =
        new HashingInputStream(Hashing.sha256(), bundle.openContent(entry))) {
      ByteStreams.exhaust(content);
      AssetHash hash = AssetHash.of(content.hash().asBytes());
      if (!hash.equals(signed)) {
        add(
            TrustProblem.Kind.ASSET,
            Printable.text(entry.name())
                + " is not the signed one: its SHA-256 is "
                + hash
                + ", but that of the signed one is "
                + signed);
      }
    } catch (BundleException e) {
      add(TrustProblem.Kind.ASSET, String.valueOf(e.getMessage()));
    }
  }

  private void add(TrustProblem.Kind kind, String message) {
    problems.add(TrustProblem.of(kind, message));
  }

  private static String describe(ReleaseFile file) {
    return Printable.text(file.name()) + " of " + file.size() + " bytes";
  }
}
