package io.assetota.ota;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.Trial;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Platform;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleFunction;
import io.assetota.core.module.ProductData;
import io.assetota.core.release.BundleVerifier;
import io.assetota.core.release.TrustReport;
import io.assetota.core.release.TrustState;
import io.assetota.ota.UpdateRefusedException.Reason;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a device may take a bundle: trusted, not older than what it has, and for its
 * system.
 */
final class Admission {
  private static final Logger log = LoggerFactory.getLogger(Admission.class);

  private final Installer device;
  private final AdmissionRules rules;
  private final InstantSource clock;
  private final @Nullable TrustState trust;

  Admission(Installer device, AdmissionRules rules, InstantSource clock) throws IOException {
    this.device = device;
    this.rules = rules;
    this.clock = clock;
    this.trust =
        rules.keyring().isPresent()
            ? TrustState.open(device.home().resolve("trust"), rules.keyring().get())
            : null;
    settle();
  }

  /** Returns how large a bundle may be. */
  BundleLimits limits() {
    return rules.limits();
  }

  /** Refuses an update during a trial: there is only one previous application to go back to. */
  void requireNoTrial() throws UpdateRefusedException {
    Optional<Trial> trial = device.status().trial();
    if (trial.isPresent()) {
      throw new UpdateRefusedException(
          Reason.ON_TRIAL,
          "the application "
              + trial.get().application().id()
              + " is on trial until "
              + trial.get().confirmBy()
              + ": confirm it or roll it back before the next update");
    }
  }

  /** Checks the signatures, if this device demands any. */
  TrustReport requireTrusted(Bundle bundle, Platform platform, ApplicationFetch application)
      throws IOException {
    TrustReport report =
        verifier(platform).verifyRelease(bundle, hash -> application.get(Optional.of(hash)));
    report.requireTrusted();
    return report;
  }

  boolean asksForSignatures() {
    return trust != null;
  }

  private BundleVerifier verifier(Platform platform) {
    if (trust == null) {
      return BundleVerifier.withoutKeys();
    }
    BundleVerifier verifier = BundleVerifier.forDevice(trust, platform, clock);
    verifier = rules.clockReliable() ? verifier : verifier.withoutReliableClock();
    return rules.downgradeAllowed() ? verifier.allowingDowngrade() : verifier;
  }

  /**
   * Records the release that is about to be installed. It counts once it stays, see {@link
   * #settle}; until then, older releases are still accepted.
   */
  void installing(TrustReport report) throws IOException {
    if (trust != null) {
      trust.noteCandidate(report);
    }
  }

  /**
   * Decides what became of the release that was being installed: it stays, is on trial, or is not
   * there. Must be called before a bundle is compared with earlier releases.
   */
  void settle() throws IOException {
    if (trust == null || trust.candidate().isEmpty()) {
      return;
    }
    Optional<AssetHash> active =
        device.application().map(m -> AssetHash.ofContent(m.toByteArray()));
    if (!active.equals(trust.candidate())) {
      trust.dropCandidate();
    } else if (device.status().trial().isEmpty()) {
      trust.acceptCandidate();
    }
  }

  /**
   * Refuses an application that is older than the installed one. Applications without a product
   * version are never older.
   */
  void requireNotOlder(FirmwareModule application, Optional<InstalledApplication> present)
      throws UpdateRefusedException {
    Optional<ProductData> before = present.flatMap(InstalledApplication::product);
    Optional<ProductData> after = application.suffix().product();
    if (rules.downgradeAllowed() || before.isEmpty() || after.isEmpty()) {
      return;
    }
    int installed = before.get().version();
    int offered = after.get().version();
    boolean comparable =
        before.get().id() == after.get().id()
            && installed != ProductData.NONE.version()
            && offered != ProductData.NONE.version();
    if (comparable && offered < installed) {
      throw new UpdateRefusedException(
          Reason.DOWNGRADE,
          "the application is version "
              + offered
              + ", older than the installed "
              + installed
              + "; allow the downgrade to install it");
    }
  }

  /**
   * Checks the system that an application needs, before any asset is fetched, and has it upgraded.
   *
   * @return the version that it waits for; empty if the system is new enough
   */
  OptionalInt missingSystem(FirmwareModule application) throws IOException {
    if (rules.systemVersion().isEmpty()
        || !application.prefix().dependency1().function().equals(ModuleFunction.SYSTEM_PART)) {
      return OptionalInt.empty();
    }
    int needed = application.prefix().dependency1().version();
    int present = rules.systemVersion().getAsInt();
    if (present < needed) {
      log.info("The application needs system version {}, this device has {}", needed, present);
      present = rules.systemUpgrade().upgrade(present, needed);
    }
    return present < needed ? OptionalInt.of(needed) : OptionalInt.empty();
  }
}
