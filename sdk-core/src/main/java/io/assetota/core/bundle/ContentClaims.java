package io.assetota.core.bundle;

import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleProblem;

/**
 * Adds up the lengths that the entries state, and refuses a zip bomb by these. No more than the
 * stated length of an entry is ever read.
 */
final class ContentClaims {
  /** Deflate can't make more of a byte (zlib, Technical Details). */
  private static final long MAX_DEFLATE_RATIO = 1032;

  private final BundleLimits limits;
  private final Findings findings;
  private long left;

  ContentClaims(BundleLimits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
    this.left = limits.contentSize();
  }

  /**
   * Whether the length that this entry states is possible, and fits together with the earlier ones.
   */
  boolean accept(BundleEntry entry) {
    if (entry.size() > left) {
      findings.add(
          entry.problem(
              BundleProblem.Kind.TOO_MUCH_CONTENT,
              "claims "
                  + entry.size()
                  + " bytes; all entries together may have "
                  + limits.contentSize()));
      return false;
    }
    if (entry.method() == EntryMethod.DEFLATED
        && entry.size() > entry.packedSize() * MAX_DEFLATE_RATIO) {
      findings.add(
          entry.problem(
              BundleProblem.Kind.TOO_LARGE,
              "claims " + entry.size() + " bytes, which " + entry.packedSize() + " can't hold"));
      return false;
    }
    left -= entry.size();
    return true;
  }
}
