package io.assetota.ota;

import io.assetota.bundle.Bundle;
import io.assetota.bundle.BundleEntry;
import io.assetota.bundle.VerifyOptions;
import io.assetota.core.AssetException;
import io.assetota.core.AssetManager;
import io.assetota.core.AssetReference;
import io.assetota.core.InstallPlan.PlannedAsset;
import io.assetota.core.Installation;
import io.assetota.core.module.FirmwareModule;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings bundles onto a device: plan, fetch only what is new, verify, and install application and
 * assets as one step.
 *
 * <p>An update that fails leaves the device as it was. One update at a time.
 */
public final class UpdateAgent {
  private final AssetManager device;

  private UpdateAgent(AssetManager device) {
    this.device = device;
  }

  /**
   * Makes an agent for a device that is open.
   *
   * @param device the device; the agent doesn't close it
   * @return the agent
   */
  public static UpdateAgent forDevice(AssetManager device) {
    return new UpdateAgent(device);
  }

  /**
   * Tells what an update would do. Reads the directory and the application of the bundle; a local
   * bundle is verified as a whole.
   *
   * @param source the bundle
   * @return the plan
   * @throws AssetException if the bundle is not valid, not for this device, or doesn't fit
   * @throws IOException if the source can't be read
   */
  public UpdatePlan plan(BundleSource source) throws IOException {
    try (Bundle bundle = open(source);
        Installation installation = prepare(bundle, bundle.readApplication())) {
      return plan(bundle, installation, source);
    }
  }

  /**
   * Updates the device.
   *
   * @param source the bundle
   * @param listener follows the work
   * @return what was done
   * @throws AssetException if the bundle is not valid, not for this device, or doesn't fit; the
   *     device is as it was
   * @throws IOException if the source can't be read, or the device can't be written; the device is
   *     as it was
   */
  public UpdateResult update(BundleSource source, UpdateListener listener) throws IOException {
    try (Bundle bundle = open(source)) {
      FirmwareModule application = bundle.readApplication();
      try (Installation installation = prepare(bundle, application)) {
        UpdatePlan plan = plan(bundle, installation, source);
        listener.planned(plan);
        ProgressCounter counter = new ProgressCounter(plan, listener);
        for (UpdatePlan.Fetch fetch : plan.fetches()) {
          stage(source, fetch, installation, counter);
        }
        installation.commit();
        UpdateResult result = new UpdateResult(plan, counter.bytes());
        listener.installed(result);
        return result;
      }
    }
  }

  private Bundle open(BundleSource source) throws IOException {
    if (source.isLocal()) {
      VerifyOptions options =
          device
              .status()
              .platform()
              .map(VerifyOptions.DEFAULT::forPlatform)
              .orElse(VerifyOptions.DEFAULT);
      try (SeekableByteChannel whole = new SourceChannel(source)) {
        Bundle.verify(whole, options).requireValid();
      }
    }
    return Bundle.open(new SourceChannel(source));
  }

  private Installation prepare(Bundle bundle, FirmwareModule application) throws IOException {
    Map<AssetReference, Long> moduleLengths = new HashMap<>();
    for (AssetReference asset : application.assetDependencies()) {
      bundle
          .asset(asset.name())
          .ifPresent(e -> moduleLengths.put(asset, e.assetModuleLength(asset)));
    }
    return device.prepare(application, moduleLengths);
  }

  private static UpdatePlan plan(Bundle bundle, Installation installation, BundleSource source)
      throws IOException {
    List<UpdatePlan.Fetch> fetches = new ArrayList<>();
    for (PlannedAsset asset : installation.plan().moving()) {
      BundleEntry entry = bundle.asset(asset.asset().name()).orElseThrow();
      fetches.add(new UpdatePlan.Fetch(asset, entry));
    }
    return new UpdatePlan(installation.application(), installation.plan(), fetches, source.size());
  }

  private static void stage(
      BundleSource source,
      UpdatePlan.Fetch fetch,
      Installation installation,
      ProgressCounter counter)
      throws IOException {
    AssetReference asset = fetch.asset().asset();
    try (InputStream range =
        new BufferedInputStream(counter.count(source.read(fetch.entry().range())), 64 * 1024)) {
      installation.stage(asset, out -> fetch.entry().writeAssetModule(asset, range, out));
    }
    counter.stored(asset);
  }
}
