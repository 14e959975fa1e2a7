package io.assetota.core.bundle;

import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleProblem;

/**
 * Adds up what the entries claim to hold, and refuses a bomb by its claim; what an entry really
 * holds is never read beyond that.
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

  /** Whether the claim of this entry can be true, and fits with those before it. */
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
