package io.assetota.ota;

import io.assetota.bundle.Bundle;
import io.assetota.bundle.BundleEntry;
import io.assetota.bundle.VerifyOptions;
import io.assetota.bundle.signing.TrustReport;
import io.assetota.core.AssetException;
import io.assetota.core.AssetManager;
import io.assetota.core.AssetReference;
import io.assetota.core.CancelledException;
import io.assetota.core.InstallPlan.PlannedAsset;
import io.assetota.core.Installation;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.Platform;
import io.assetota.ota.UpdateGate.Decision;
import io.assetota.ota.UpdateResult.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings bundles onto a device: plan, fetch only what is new, verify, and install application and
 * assets as one step.
 *
 * <p>An update that fails leaves the device as it was, and what it has fetched from a server is
 * kept for the next try. Safe for use by several threads, which take turns updating.
 */
public final class UpdateAgent {
  private final AssetManager device;
  private final UpdateAgentBuilder options;
  private final Admission admission;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile boolean cancelled;

  UpdateAgent(UpdateAgentBuilder options) throws IOException {
    this.device = options.device;
    this.options = options;
    this.admission = new Admission(options);
  }

  /**
   * Begins to make an agent for a device that is open.
   *
   * @param device the device; the agent doesn't close it
   * @return a builder with the usual options
   */
  public static UpdateAgentBuilder forDevice(AssetManager device) {
    return new UpdateAgentBuilder(device);
  }

  /**
   * Tells what an update would do. Reads the directory and the application of the bundle; a local
   * bundle is verified as a whole.
   *
   * @param source the bundle
   * @return the plan
   * @throws AssetException if the bundle is not valid, not trusted, not for this device, or doesn't
   *     fit
   * @throws IOException if the source can't be read
   */
  public UpdatePlan plan(BundleSource source) throws IOException {
    try (Bundle bundle = open(source)) {
      Candidate candidate = examine(bundle, source);
      try (Installation installation = prepare(bundle, candidate.application())) {
        return plan(bundle, installation, source);
      }
    }
  }

  /**
   * Updates the device.
   *
   * @param source the bundle
   * @param listener follows the work
   * @return what was done
   * @throws AssetException if the bundle is not valid, not trusted, not for this device, or doesn't
   *     fit
   * @throws CancelledException if it was cancelled
   * @throws IOException if the source can't be read, or the device can't be written
   */
  public UpdateResult update(BundleSource source, UpdateListener listener) throws IOException {
    return update(source, options.gate, listener);
  }

  /**
   * Updates the device, and asks another gate than the agent's own.
   *
   * @param source the bundle
   * @param gate decides about this update
   * @param listener follows the work
   * @return what was done
   * @throws AssetException if the bundle is not valid, not trusted, not for this device, or doesn't
   *     fit
   * @throws CancelledException if it was cancelled
   * @throws IOException if the source can't be read, or the device can't be written
   */
  public UpdateResult update(BundleSource source, UpdateGate gate, UpdateListener listener)
      throws IOException {
    turn.lock();
    try (Bundle bundle = open(source)) {
      cancelled = false;
      Candidate candidate = examine(bundle, source);
      try (Installation installation = prepare(bundle, candidate.application())) {
        UpdateResult result =
            update(
                source,
                candidate,
                plan(bundle, installation, source),
                installation,
                gate,
                listener);
        listener.finished(result);
        return result;
      }
    } finally {
      turn.unlock();
    }
  }

  private UpdateResult update(
      BundleSource source,
      Candidate candidate,
      UpdatePlan plan,
      Installation installation,
      UpdateGate gate,
      UpdateListener listener)
      throws IOException {
    admission.requireSystem(candidate.application());
    listener.planned(plan);
    Decision decision = gate.decide(plan);
    if (decision == Decision.DECLINE) {
      return new UpdateResult(Outcome.DECLINED, plan, 0);
    }
    Path folder = device.stagingFolder();
    Fetcher.deleteParts(folder, plan.movingAssets());
    ProgressCounter counter = new ProgressCounter(plan, listener, options.clock);
    Fetcher fetcher = new Fetcher(source, installation, counter, folder, () -> cancelled);
    fetcher.bringAll(plan.fetches(), source.isLocal() ? 1 : options.parallel);
    if (decision == Decision.DOWNLOAD) {
      return new UpdateResult(Outcome.DOWNLOADED, plan, counter.fetched());
    }
    listener.installing();
    installation.commit();
    admission.installed(candidate.trust());
    Fetcher.deleteParts(folder, Set.of());
    return new UpdateResult(Outcome.INSTALLED, plan, counter.fetched());
  }

  /**
   * Installs a bundle from a disk: the same as {@link #update} from that file.
   *
   * @param bundle the bundle
   * @return what was done
   * @throws AssetException if the bundle is not valid, not trusted, not for this device, or doesn't
   *     fit
   * @throws IOException if the file can't be read, or the device can't be written
   */
  public UpdateResult install(Path bundle) throws IOException {
    try (BundleSource source = BundleSource.of(bundle)) {
      return update(source, UpdateListener.NONE);
    }
  }

  /**
   * Asks a running update to end at its next block. What has come is kept. May come from any
   * thread; without a running update, nothing happens.
   */
  public void cancel() {
    cancelled = true;
  }

  /** An application that this device may take. */
  private record Candidate(FirmwareModule application, TrustReport trust) {}

  private Candidate examine(Bundle bundle, BundleSource source) throws IOException {
    FirmwareModule application = readApplication(bundle, source);
    Platform platform =
        device
            .status()
            .platform()
            .or(() -> Platform.byId(application.prefix().platformId()))
            .orElseThrow(
                () ->
                    new AssetException(
                        "the application is for an unknown platform, id "
                            + application.prefix().platformId()));
    TrustReport trust = admission.requireTrusted(bundle, platform);
    admission.requireNotOlder(application, device.status().application());
    return new Candidate(application, trust);
  }

  private Bundle open(BundleSource source) throws IOException {
    if (source.isLocal()) {
      Optional<Platform> platform = device.status().platform();
      try (SeekableByteChannel whole = new SourceChannel(source)) {
        Bundle.verify(
                whole,
                platform.map(VerifyOptions.DEFAULT::forPlatform).orElse(VerifyOptions.DEFAULT))
            .requireValid();
      }
    }
    return Bundle.open(new SourceChannel(source));
  }

  /**
   * Reads exactly the application's range: a window of the channel would bring what nobody asked
   * for.
   */
  private static FirmwareModule readApplication(Bundle bundle, BundleSource source)
      throws IOException {
    BundleEntry entry = bundle.application();
    try (InputStream content = entry.readContent(source.read(entry.range()))) {
      return FirmwareModule.read(content).requireIntact();
    }
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
}
