package io.assetota.core.release;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.model.Platform;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a bundle is valid and trusted, and every problem if it is not: what an author checks
 * before it goes out, and a user before it is installed.
 *
 * @param report what verifying it found
 * @param trust what its signatures are worth; empty if they were not checked
 */
public record BundleAudit(BundleReport report, Optional<TrustReport> trust) {
  /**
   * Checks a bundle, but not its signatures.
   *
   * @param bundle the file
   * @param options what to verify against
   * @return what was found
   * @throws IOException if the file can't be read
   */
  public static BundleAudit of(Path bundle, VerifyOptions options) throws IOException {
    return new BundleAudit(Bundle.verify(bundle, options), Optional.empty());
  }

  /**
   * Checks a bundle, and that it is signed by these keys.
   *
   * @param bundle the file
   * @param options what to verify against
   * @param keys who may sign
   * @param clock the time
   * @return what was found
   * @throws IOException if the file can't be read
   */
  public static BundleAudit withKeys(
      Path bundle, VerifyOptions options, KeyRole keys, InstantSource clock) throws IOException {
    return audit(
        bundle,
        options,
        (signed, application) ->
            Optional.of(BundleVerifier.withKeys(keys, clock).verifyAll(signed)));
  }

  /**
   * Checks a bundle as a new device with a keyring would.
   *
   * @param bundle the file
   * @param options what to verify against; without a platform, the device is of the bundle's
   * @param keyring what the device trusts
   * @param clock the time
   * @return what was found
   * @throws IOException if the file can't be read, or no temporary file be written
   */
  public static BundleAudit asNewDevice(
      Path bundle, VerifyOptions options, Keyring keyring, InstantSource clock) throws IOException {
    return audit(
        bundle,
        options,
        (signed, application) -> {
          Optional<Platform> device =
              options.platform().or(() -> Platform.byId(application.prefix().platformId()));
          return device.isPresent()
              ? Optional.of(asNewDevice(signed, device.get(), keyring, clock))
              : Optional.empty();
        });
  }

  private interface Signatures {
    /** Returns what they are worth; empty if nobody could have such a bundle. */
    Optional<TrustReport> check(Bundle bundle, FirmwareModule application) throws IOException;
  }

  private static BundleAudit audit(Path file, VerifyOptions options, Signatures signatures)
      throws IOException {
    BundleReport report = Bundle.verify(file, options);
    Optional<FirmwareModule> application = report.contents().map(BundleContents::application);
    if (application.isEmpty()) {
      return unsound(report);
    }
    try (Bundle bundle = Bundle.open(file, options.limits())) {
      Optional<TrustReport> trust = signatures.check(bundle, application.get());
      return trust.isPresent() ? new BundleAudit(report, trust) : unsound(report);
    } catch (BundleException e) {
      return unsound(report); // The report has what is wrong with the directory.
    }
  }

  private static BundleAudit unsound(BundleReport report) {
    TrustProblem unread =
        new TrustProblem(
            TrustProblem.Kind.ENVELOPE,
            "the signatures were not checked, because the bundle itself is not valid");
    return new BundleAudit(
        report,
        Optional.of(
            new TrustReport(List.of(unread), Optional.empty(), List.of(), Optional.empty())));
  }

  /** A device remembers what it trusts; a new one remembers nothing. */
  private static TrustReport asNewDevice(
      Bundle bundle, Platform device, Keyring keyring, InstantSource clock) throws IOException {
    Path memory = Files.createTempDirectory("asset-ota-");
    try {
      TrustState state = TrustState.open(memory.resolve("trust"), keyring);
      return BundleVerifier.forDevice(state, device, clock).verifyAll(bundle);
    } finally {
      MoreFiles.deleteRecursively(memory, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /**
   * Tells whether there is no problem.
   *
   * @return whether devices take the bundle, as far as was checked
   */
  public boolean isGood() {
    return report.isValid() && trustProblems().isEmpty();
  }

  /**
   * Returns what is wrong with the signatures.
   *
   * @return the problems; none if signatures were not checked
   */
  public List<TrustProblem> trustProblems() {
    return trust.map(TrustReport::problems).orElse(List.of());
  }

  /**
   * Returns everything that is wrong.
   *
   * @return texts of the problems of the bundle, and then of its signatures
   */
  public List<String> problems() {
    return Stream.concat(
            report.problems().stream().map(Object::toString),
            trustProblems().stream().map(Object::toString))
        .toList();
  }
}
