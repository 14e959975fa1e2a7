package io.assetota.ota;

import io.assetota.core.install.Installation;
import io.assetota.core.install.Installer;
import io.assetota.core.module.FirmwareModule;
import io.assetota.ota.UpdateControl.Decision;
import io.assetota.ota.UpdateRefusedException.Reason;
import io.assetota.ota.UpdateResult.Outcome;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one update. */
final class UpdateRun {
  private static final Logger log = LoggerFactory.getLogger(UpdateRun.class);

  private final Installer device;
  private final UpdateOptions options;
  private final Admission admission;
  private final BundleSource source;
  private final UpdateListener listener;
  private final UpdateJournal journal;
  private final BooleanSupplier cancelled;
  private long fetched;

  UpdateRun(
      Installer device,
      UpdateOptions options,
      Admission admission,
      BundleSource source,
      UpdateListener listener,
      UpdateJournal journal,
      BooleanSupplier cancelled) {
    this.device = device;
    this.options = options;
    this.admission = admission;
    this.source = source;
    this.listener = listener;
    this.journal = journal;
    this.cancelled = cancelled;
  }

  UpdateResult run(UpdateControl control) throws IOException {
    journal.counts(this::fetched);
    ProgressCounter counter = new ProgressCounter(listener, options.clock());
    Path folder = device.stagingFolder();
    PartFetcher fetcher = new PartFetcher(source, counter, cancelled);
    try (AdmittedBundle offer =
        AdmittedBundle.open(
            source, device, admission, fetcher, counter, PartFile.ofApplication(folder))) {
      journal.brings(offer.application().id());
      try (Installation installation = offer.prepare(device, options.confirmWithin())) {
        requireSystem(offer.application());
        return run(offer, installation, control, counter);
      }
    } catch (IOException | RuntimeException e) {
      journal.failed(e);
      throw e;
    } catch (Error e) {
      log.error(
          "The update from {} ends with an error of Java or of this program: {}",
          source,
          e.toString());
      log.debug("The error", e);
      journal.failed(e);
      throw e;
    }
  }

  private UpdateResult run(
      AdmittedBundle offer,
      Installation installation,
      UpdateControl control,
      ProgressCounter counter)
      throws IOException {
    Path folder = device.stagingFolder();
    UpdatePlan plan = offer.plan(installation, device);
    listener.planned(plan);
    Decision decision = decide(control, plan);
    if (decision == Decision.DECLINE) {
      return journal.noted(new UpdateResult(Outcome.DECLINED, plan, fetched()));
    }
    Fetcher.deleteParts(folder, offer.parts(plan, folder));
    Fetcher fetcher = new Fetcher(source, installation, offer.deltas(), counter, folder, cancelled);
    fetcher.bringAll(plan.fetches(), source.isLocal() ? 1 : options.parallel());
    if (decision == Decision.DOWNLOAD) {
      return journal.noted(new UpdateResult(Outcome.DOWNLOADED, plan, fetched()));
    }
    letBegin(control, plan);
    listener.installing();
    // Both are noted before the commit: behind it, a power cut could come in between.
    admission.installing(offer.trust());
    journal.installing();
    installation.commit();
    tidyUp(folder);
    Outcome outcome = device.status().trial().isPresent() ? Outcome.ON_TRIAL : Outcome.INSTALLED;
    return journal.noted(new UpdateResult(outcome, plan, fetched()));
  }

  private static Decision decide(UpdateControl control, UpdatePlan plan) throws IOException {
    try {
      return control.decide(plan);
    } catch (InterruptedException e) {
      throw Fetcher.interrupted();
    }
  }

  /** The last moment in which an update may be stopped. */
  private void letBegin(UpdateControl control, UpdatePlan plan) throws IOException {
    try {
      control.beforeInstall(plan);
    } catch (InterruptedException e) {
      throw Fetcher.interrupted();
    }
    if (cancelled.getAsBoolean()) {
      throw PartFetcher.cancelled();
    }
  }

  /** Returns the bytes that were fetched for this update so far. */
  private long fetched() {
    fetched += source.takeBytesRead();
    return fetched;
  }

  /** The application is installed: what fails here is repeated before the next update. */
  private void tidyUp(Path folder) {
    try {
      admission.settle();
      Fetcher.deleteParts(folder, Set.of());
    } catch (IOException e) {
      log.warn(
          "The update is installed; the next one repeats its clean-up, which failed: {}",
          e.getMessage());
      log.debug("The failure", e);
    }
  }

  private void requireSystem(FirmwareModule application) throws IOException {
    OptionalInt missing = admission.missingSystem(application);
    if (missing.isPresent()) {
      UpdateRefusedException e =
          new UpdateRefusedException(
              Reason.SYSTEM_TOO_OLD,
              "the application needs system version "
                  + missing.getAsInt()
                  + ", which this device doesn't have: upgrade it first, then update again");
      journal.waitsFor(missing.getAsInt(), e);
      throw e;
    }
  }
}
