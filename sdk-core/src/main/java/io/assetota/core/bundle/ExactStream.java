package io.assetota.core.bundle;

import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.stream.BulkFilter;
import java.io.IOException;
import java.io.InputStream;

/** Exactly the next bytes of a stream. */
final class ExactStream extends BulkFilter {
  private final BundleEntry entry;
  private long left;

  ExactStream(InputStream in, long length, BundleEntry entry) {
    super(in);
    this.left = length;
    this.entry = entry;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int n = in.read(buffer, offset, (int) Math.min(length, left));
    if (n < 0) {
      throw new BundleException(
          entry.problem(
              BundleProblem.Kind.ARCHIVE_DAMAGED,
              "cut off: " + left + " bytes of data are missing"));
    }
    left -= n;
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = in.skip(Math.min(n, left));
    left -= skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), left);
  }
}
