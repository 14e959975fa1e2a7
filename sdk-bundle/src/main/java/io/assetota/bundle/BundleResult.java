package io.assetota.bundle;

import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleWarning;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle that was built.
 *
 * @param file where it is
 * @param fileSize its length in bytes
 * @param contents what is in it
 * @param warnings what was left out, and why
 */
public record BundleResult(
    Path file, long fileSize, BundleContents contents, List<BundleWarning> warnings) {
  /** Copies the list. */
  public BundleResult {
    warnings = List.copyOf(warnings);
  }
}
