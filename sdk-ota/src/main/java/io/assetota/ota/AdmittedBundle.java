package io.assetota.ota;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.install.InstallPlan.PlannedAsset;
import io.assetota.core.install.Installation;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.release.TrustReport;
import io.assetota.ota.delta.Deltas;
import io.assetota.ota.source.BundleSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bundle whose application this device may install. */
final class AdmittedBundle implements Closeable {
  private final BundleSource source;
  private final Bundle bundle;
  private final ApplicationFetch fetch;
  private final FirmwareModule application;
  private final TrustReport trust;
  private @Nullable Deltas deltas;

  private AdmittedBundle(
      BundleSource source,
      Bundle bundle,
      ApplicationFetch fetch,
      FirmwareModule application,
      TrustReport trust) {
    this.source = source;
    this.bundle = bundle;
    this.fetch = fetch;
    this.application = application;
    this.trust = trust;
  }

  /**
   * Opens a bundle and checks its application; a local bundle is verified as a whole.
   *
   * @param part where the part of an application lies that comes from a server
   */
  static AdmittedBundle open(
      BundleSource source,
      Installer device,
      Admission admission,
      PartFetcher fetcher,
      ProgressCounter counter,
      Path part)
      throws IOException {
    DeviceStatus status = device.status();
    Bundle bundle = openBundle(source, fetcher, status.platform(), admission.limits());
    ApplicationFetch fetch = new ApplicationFetch(device, bundle, source, fetcher, counter, part);
    try {
      // Signatures are checked before the application is fetched, unless the application has to
      // tell the platform of the device.
      Platform platform =
          status.platform().isPresent()
              ? status.platform().get()
              : platform(fetch.get(Optional.empty()));
      TrustReport trust = admission.requireTrusted(bundle, platform, fetch);
      FirmwareModule application = fetch.get(Optional.empty());
      admission.requireNotOlder(application, status.application());
      return new AdmittedBundle(source, bundle, fetch, application, trust);
    } catch (IOException | RuntimeException | Error e) {
      fetch.close();
      bundle.close();
      throw e;
    }
  }

  private static Platform platform(FirmwareModule application) throws AssetException {
    int id = application.prefix().platformId();
    return Platform.byId(id)
        .orElseThrow(
            () -> new AssetException("the application is for an unknown platform, id " + id));
  }

  private static Bundle openBundle(
      BundleSource source, PartFetcher fetcher, Optional<Platform> platform, BundleLimits limits)
      throws IOException {
    if (source.isLocal()) {
      try (SeekableByteChannel whole = source.openChannel()) {
        Bundle.verify(whole, new VerifyOptions(platform, limits)).requireValid();
      }
    }
    try {
      return Bundle.open(source.openChannel(), limits);
    } catch (BundleException e) {
      throw isTooLarge(e) ? e : fetcher.damaged(e);
    }
  }

  /** Such a bundle is valid, and the owner of the device may allow it. */
  private static boolean isTooLarge(BundleException refusal) {
    return refusal.problems().stream()
        .allMatch(p -> p.kind() == BundleProblem.Kind.TOO_MUCH_CONTENT);
  }

  FirmwareModule application() {
    return application;
  }

  TrustReport trust() {
    return trust;
  }

  Installation prepare(Installer device, Optional<Duration> confirmWithin) throws IOException {
    Map<AssetReference, Long> moduleLengths = new HashMap<>();
    for (AssetReference asset : InstalledApplication.of(application).required()) {
      bundle.find(asset).ifPresent(e -> moduleLengths.put(asset, e.assetModuleLength(asset)));
    }
    return confirmWithin.isPresent()
        ? device.prepareOnTrial(application, moduleLengths, confirmWithin.get())
        : device.prepare(application, moduleLengths);
  }

  /**
   * Returns the plan.
   *
   * @param device has parts of contents, maybe
   */
  UpdatePlan plan(Installation installation, Installer device) throws IOException {
    Path folder = device.stagingFolder();
    Map<AssetHash, BundleEntry> moving = new LinkedHashMap<>();
    for (PlannedAsset asset : installation.plan().moving()) {
      BundleEntry entry = bundle.find(asset.asset()).orElseThrow();
      if (!entry.isVariables()) {
        moving.putIfAbsent(asset.asset().hash(), entry);
      }
    }
    Deltas made = Deltas.plan(source, bundle, device.storedContents(), moving);
    deltas = made;
    List<UpdatePlan.Fetch> fetches = new ArrayList<>();
    Set<AssetHash> coming = new HashSet<>();
    for (PlannedAsset asset : installation.plan().moving()) {
      BundleEntry entry = bundle.find(asset.asset()).orElseThrow();
      fetches.add(plan(asset, entry, coming, folder, made));
    }
    return new UpdatePlan(
        installation.application(),
        installation.plan(),
        fetches,
        fetch.brought(),
        source.isLocal() ? 0 : made.tableBytes(),
        source.size());
  }

  /** What of an asset comes: whole, or in parts, whichever is less. */
  private UpdatePlan.Fetch plan(
      PlannedAsset asset, BundleEntry entry, Set<AssetHash> coming, Path folder, Deltas made)
      throws IOException {
    AssetHash hash = asset.asset().hash();
    List<ByteRange> whole = List.of(entry.range());
    long length = entry.range().length();
    if (!coming.add(hash)) {
      return new UpdatePlan.Fetch(asset, entry, whole, length); // it comes with another asset
    }
    if (source.isLocal()) {
      made.bringWhole(hash);
      return new UpdatePlan.Fetch(asset, entry, whole, 0);
    }
    Path part = PartFile.file(folder, asset.asset());
    long kept = PartFile.kept(part, entry);
    Optional<List<ByteRange>> ranges = made.ranges(hash);
    if (ranges.isPresent()) {
      UpdatePlan.Fetch delta =
          new UpdatePlan.Fetch(
              asset, entry, ranges.get(), PartFile.kept(part, entry, ranges.get()));
      if (kept == 0 || delta.missing() < length - kept) {
        return delta;
      }
      made.bringWhole(hash);
    }
    return new UpdatePlan.Fetch(asset, entry, whole, kept);
  }

  /** What the plan found out about chunks. */
  Deltas deltas() {
    if (deltas == null) {
      throw new IllegalStateException("not planned yet");
    }
    return deltas;
  }

  /** The parts that this offer's installation needs. */
  Set<Path> parts(UpdatePlan plan, Path folder) {
    Set<Path> parts = new HashSet<>();
    plan.movingAssets().forEach(asset -> parts.add(PartFile.file(folder, asset)));
    if (fetch.hasPart()) {
      parts.add(PartFile.ofApplication(folder));
    }
    return parts;
  }

  @Override
  public void close() throws IOException {
    fetch.close();
    bundle.close();
  }
}
