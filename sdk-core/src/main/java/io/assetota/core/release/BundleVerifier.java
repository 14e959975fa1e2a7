package io.assetota.core.release;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Platform;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a bundle is signed by trusted keys, meant for the device, and not outdated
 * (docs/SECURITY.md). Whether it is a valid bundle is decided by {@link Bundle#verify}.
 *
 * <p>An unsigned bundle is refused, except by a verifier {@linkplain #withoutKeys() without keys}.
 * Immutable.
 */
public final class BundleVerifier {
  private final @Nullable KeyRole keys;
  private final @Nullable DeviceTrust device;
  private final InstantSource clock;
  private final boolean clockReliable;

  private BundleVerifier(
      @Nullable KeyRole keys,
      @Nullable DeviceTrust device,
      InstantSource clock,
      boolean clockReliable) {
    this.keys = keys;
    this.device = device;
    this.clock = clock;
    this.clockReliable = clockReliable;
  }

  /**
   * A device's verifier. It trusts the keyring of the state. When a bundle brings newer keyrings
   * with valid signatures, the verifier stores the newest one at once, even if it refuses the
   * bundle: a withdrawn key stays withdrawn.
   *
   * @param state what the device remembers
   * @param platform what the device is
   * @param clock the time
   * @return the verifier
   */
  public static BundleVerifier forDevice(TrustState state, Platform platform, InstantSource clock) {
    return new BundleVerifier(null, new DeviceTrust(state, platform, false), clock, true);
  }

  /**
   * A verifier for people who inspect a bundle without a device: it checks keys and time, but not
   * the product, the platform or the release counter.
   *
   * @param keys who may sign
   * @param clock the time
   * @return the verifier
   */
  public static BundleVerifier withKeys(KeyRole keys, InstantSource clock) {
    return new BundleVerifier(keys, null, clock, true);
  }

  /**
   * The verifier of a device without a keyring: it trusts every bundle and ignores signatures.
   *
   * @return the verifier
   */
  public static BundleVerifier withoutKeys() {
    return new BundleVerifier(null, null, InstantSource.system(), false);
  }

  /**
   * Returns a copy for a device with an unreliable clock, which it never reads. It uses {@link
   * TrustState#knownTime()} instead: what had expired by then is refused, and nothing is "not valid
   * yet".
   *
   * @return the copy
   */
  public BundleVerifier withoutReliableClock() {
    return new BundleVerifier(keys, device, clock, false);
  }

  /**
   * Returns a copy that accepts older releases, for an owner who asks for a downgrade. The device
   * still remembers the newest release that it had.
   *
   * @return the copy
   */
  public BundleVerifier allowingDowngrade() {
    return new BundleVerifier(
        keys, device == null ? null : device.allowingDowngrade(), clock, clockReliable);
  }

  /**
   * Verifies what can be verified before any asset is fetched: the signatures, keyrings and
   * application. Each asset is then covered by the hash that the application has of it, which
   * {@link io.assetota.core.install.Installation#stage} checks.
   *
   * @param bundle the bundle, whose channel may fetch ranges
   * @return the verdict, with every problem
   * @throws IOException if reading fails, or a newer keyring can't be kept
   */
  public TrustReport verifyRelease(Bundle bundle) throws IOException {
    return verify(bundle, fromBundle(bundle), false);
  }

  /**
   * Verifies as {@link #verifyRelease(Bundle)} does, with an application from another source, such
   * as a cache.
   *
   * @param bundle the bundle, whose channel may fetch ranges
   * @param application returns the application; called only if there are enough signatures
   * @return the verdict, with every problem
   * @throws IOException if reading fails, or a newer keyring can't be kept
   */
  public TrustReport verifyRelease(Bundle bundle, ApplicationSource application)
      throws IOException {
    return verify(bundle, application, false);
  }

  /** Returns the application of a bundle. */
  @FunctionalInterface
  public interface ApplicationSource {
    /**
     * Returns the application. It is compared with what was signed.
     *
     * @param signed the SHA-256 of the application that was signed
     * @return the application in the bundle, or one that is known to be the same
     * @throws IOException if it can't be read
     */
    FirmwareModule read(AssetHash signed) throws IOException;
  }

  static ApplicationSource fromBundle(Bundle bundle) {
    return signed -> {
      try (InputStream content = bundle.openContent(bundle.application())) {
        return FirmwareModule.read(content);
      }
    };
  }

  /**
   * Verifies everything: as {@link #verifyRelease}, and reads and hashes every asset and file.
   *
   * @param bundle the bundle
   * @return the verdict, with every problem
   * @throws IOException if reading fails, or a newer keyring can't be kept
   */
  public TrustReport verifyAll(Bundle bundle) throws IOException {
    return verify(bundle, fromBundle(bundle), true);
  }

  private TrustReport verify(Bundle bundle, ApplicationSource source, boolean withAssets)
      throws IOException {
    if (keys == null && device == null) {
      return new TrustReport(List.of(), Optional.empty(), List.of(), Optional.empty());
    }
    List<TrustProblem> problems = new ArrayList<>();
    Signed signed;
    try {
      signed = authenticate(bundle, problems);
    } catch (TrustException e) {
      problems.addAll(e.problems());
      return new TrustReport(problems, Optional.empty(), List.of(), Optional.empty());
    }
    Release release = signed.release();
    checkTime(release, problems);
    if (device != null) {
      device.check(release, problems);
    }
    ContentsCheck contents = new ContentsCheck(bundle, release, problems);
    Optional<FirmwareModule> application = contents.application(source);
    if (withAssets) {
      contents.assets();
      if (application.isPresent()) {
        contents.readFiles(application.get());
      }
    }
    return new TrustReport(problems, Optional.of(release), signed.signers(), application);
  }

  private record Signed(Release release, List<TrustedKey> signers) {}

  /** The payload is parsed only after enough signatures are verified. */
  private Signed authenticate(Bundle bundle, List<TrustProblem> problems) throws IOException {
    KeyRole trusted = trusted(bundle, problems);
    Envelope envelope = ReleaseEntries.envelope(bundle);
    KeyRole.Signers signers = trusted.signersOf(envelope);
    if (!signers.areEnough()) {
      throw refuse(TrustProblem.Kind.SIGNATURES, signers.toString());
    }
    try {
      return new Signed(ReleaseJson.read(envelope), signers.keys());
    } catch (AssetException e) {
      throw refuse(TrustProblem.Kind.RELEASE, String.valueOf(e.getMessage()));
    }
  }

  private KeyRole trusted(Bundle bundle, List<TrustProblem> problems) throws IOException {
    if (device == null) {
      return Objects.requireNonNull(keys);
    }
    Keyring keyring = device.follow(bundle);
    Optional<Instant> now = now();
    if (keyring.expires().isPresent()
        && now.isPresent()
        && !now.get().isBefore(keyring.expires().get())) {
      problems.add(
          TrustProblem.of(
              TrustProblem.Kind.KEYRING_EXPIRED,
              "the device's keyring, version "
                  + keyring.version()
                  + ", expired at "
                  + keyring.expires().get()
                  + "; a bundle has to bring a newer one"));
    }
    return keyring.releaseRole();
  }

  /** Returns the time, as far as it is known. */
  private Optional<Instant> now() {
    Optional<Instant> known = device == null ? Optional.empty() : device.state().knownTime();
    if (!clockReliable) {
      return known;
    }
    Instant told = clock.instant();
    return Optional.of(known.filter(k -> k.isAfter(told)).orElse(told));
  }

  private void checkTime(Release release, List<TrustProblem> problems) {
    Optional<Instant> now = now();
    if (now.isEmpty()) {
      return;
    }
    if (clockReliable && now.get().isBefore(release.notBefore())) {
      problems.add(
          TrustProblem.of(
              TrustProblem.Kind.NOT_YET_VALID,
              "the release is valid from "
                  + release.notBefore()
                  + " on, and it is "
                  + now.get()
                  + "; is the clock right?"));
    }
    if (release.expires().isPresent() && !now.get().isBefore(release.expires().get())) {
      problems.add(
          TrustProblem.of(
              TrustProblem.Kind.EXPIRED,
              "the release expired at "
                  + release.expires().get()
                  + ", and it is "
                  + now.get()
                  + "; sign it again"));
    }
  }

  private static TrustException refuse(TrustProblem.Kind kind, String message) {
    return new TrustException(TrustProblem.of(kind, message));
  }
}
