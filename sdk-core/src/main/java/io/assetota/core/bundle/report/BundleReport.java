package io.assetota.core.bundle.report;

import java.util.List;
import java.util.Optional;

/**
 * The verdict on a bundle.
 *
 * @param problems every reason to refuse the bundle; none if it is valid
 * @param warnings what its author should know
 * @param contents what is in the bundle; empty if its application can't be read
 */
public record BundleReport(
    List<BundleProblem> problems, List<BundleWarning> warnings, Optional<BundleContents> contents) {
  /** Copies the lists. */
  public BundleReport {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /**
   * Tells whether the bundle may be used.
   *
   * @return true if there is no problem
   */
  public boolean isValid() {
    return problems.isEmpty();
  }

  /**
   * Throws if the bundle is not valid.
   *
   * @return what is in it
   * @throws BundleException if there is a problem, with all of them
   */
  public BundleContents requireValid() throws BundleException {
    if (!isValid()) {
      throw new BundleException(problems);
    }
    return contents.orElseThrow();
  }
}
