package io.assetota.ota;

import io.assetota.bundle.Bundle;
import io.assetota.bundle.BundleEntry;
import io.assetota.bundle.BundleException;
import io.assetota.bundle.BundleLimits;
import io.assetota.bundle.BundleProblem;
import io.assetota.bundle.VerifyOptions;
import io.assetota.bundle.signing.TrustReport;
import io.assetota.core.AssetException;
import io.assetota.core.AssetManager;
import io.assetota.core.AssetReference;
import io.assetota.core.DeviceStatus;
import io.assetota.core.InstallPlan.PlannedAsset;
import io.assetota.core.Installation;
import io.assetota.core.IntegrityException;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleFormatException;
import io.assetota.core.module.Platform;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bundle whose application this device may take. */
final class Offer implements Closeable {
  private final BundleSource source;
  private final Bundle bundle;
  private final FirmwareModule application;
  private final TrustReport trust;

  private Offer(BundleSource source, Bundle bundle, FirmwareModule application, TrustReport trust) {
    this.source = source;
    this.bundle = bundle;
    this.application = application;
    this.trust = trust;
  }

  /** Opens a bundle and looks at its application; a local one is verified as a whole. */
  static Offer open(BundleSource source, DeviceStatus device, Admission admission)
      throws IOException {
    Bundle bundle = openBundle(source, device.platform(), admission.limits());
    try {
      FirmwareModule application = readApplication(bundle, source);
      int platformId = application.prefix().platformId();
      Platform platform =
          device
              .platform()
              .or(() -> Platform.byId(platformId))
              .orElseThrow(
                  () ->
                      new AssetException(
                          "the application is for an unknown platform, id " + platformId));
      TrustReport trust = admission.requireTrusted(bundle, platform);
      admission.requireNotOlder(application, device.application());
      return new Offer(source, bundle, application, trust);
    } catch (IOException | RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  private static FirmwareModule readApplication(Bundle bundle, BundleSource source)
      throws IOException {
    try {
      return bundle.readApplication();
    } catch (BundleException | ModuleFormatException | IntegrityException e) {
      throw SourceException.damaged(source, e);
    }
  }

  private static Bundle openBundle(
      BundleSource source, Optional<Platform> platform, BundleLimits limits) throws IOException {
    VerifyOptions options = new VerifyOptions(platform, limits);
    if (source instanceof FileSource local) {
      Bundle.verify(local.file(), options).requireValid();
      return Bundle.open(local.file(), limits);
    }
    if (source.isLocal()) {
      try (SeekableByteChannel whole = new SourceChannel(source)) {
        Bundle.verify(whole, options).requireValid();
      }
    }
    SourceChannel channel = new SourceChannel(source);
    try {
      Bundle bundle = Bundle.open(channel, limits);
      channel.keep(bundle.application().range());
      return bundle;
    } catch (BundleException e) {
      throw isTooLarge(e) ? e : SourceException.damaged(source, e);
    }
  }

  /** Nothing is wrong with such a bundle; the owner of the device may allow it. */
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

  Installation prepare(AssetManager device, Optional<Duration> confirmWithin) throws IOException {
    Map<AssetReference, Long> moduleLengths = new HashMap<>();
    for (AssetReference asset : application.assetDependencies()) {
      bundle
          .asset(asset.name())
          .ifPresent(e -> moduleLengths.put(asset, e.assetModuleLength(asset)));
    }
    return confirmWithin.isPresent()
        ? device.prepareOnTrial(application, moduleLengths, confirmWithin.get())
        : device.prepare(application, moduleLengths);
  }

  UpdatePlan plan(Installation installation) throws IOException {
    List<UpdatePlan.Fetch> fetches = new ArrayList<>();
    for (PlannedAsset asset : installation.plan().moving()) {
      BundleEntry entry = bundle.asset(asset.asset().name()).orElseThrow();
      fetches.add(new UpdatePlan.Fetch(asset, entry));
    }
    return new UpdatePlan(installation.application(), installation.plan(), fetches, source.size());
  }

  @Override
  public void close() throws IOException {
    bundle.close();
  }
}
