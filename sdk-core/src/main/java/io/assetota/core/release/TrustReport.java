package io.assetota.core.release;

import io.assetota.core.module.FirmwareModule;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on the signatures of a bundle.
 *
 * @param problems every reason not to trust the bundle; none if it is trusted
 * @param release what was signed; empty if there are too few signatures, or none are required
 * @param signers the trusted keys that signed it, each once
 * @param application the application, which is the signed one if there is no problem; empty if it
 *     was not read
 */
public record TrustReport(
    List<TrustProblem> problems,
    Optional<Release> release,
    List<TrustedKey> signers,
    Optional<FirmwareModule> application) {
  /** Copies the lists. */
  public TrustReport {
    problems = List.copyOf(problems);
    signers = List.copyOf(signers);
  }

  static TrustReport refused(TrustProblem problem) {
    return new TrustReport(List.of(problem), Optional.empty(), List.of(), Optional.empty());
  }

  /**
   * Tells whether the bundle may be installed.
   *
   * @return true if there is no problem
   */
  public boolean isTrusted() {
    return problems.isEmpty();
  }

  /**
   * Throws if the bundle is not trusted.
   *
   * @throws TrustException if there is a problem, with all of them
   */
  public void requireTrusted() throws TrustException {
    if (!isTrusted()) {
      throw new TrustException(problems);
    }
  }
}
