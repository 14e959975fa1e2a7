package io.assetota.ota.source;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.stream.BulkFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is read no faster than a limit allows, so that the connection has room for others.
 * It wraps the stream that watches the server, as a server is not slow because of our limit.
 */
final class PacedStream extends BulkFilter {
  /** Short reads, so that a cancellation doesn't wait for long. */
  private static final int READS_PER_SECOND = 20;

  /** Each step costs a request of some hundred bytes. */
  private static final int STEPS_PER_SECOND = 8;

  private static final long SHORTEST_STEP = 64 * 1024;

  private final RateLimit limit;
  private final int most;

  PacedStream(InputStream in, RateLimit limit) {
    super(in);
    this.limit = limit;
    this.most =
        (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit.bytesPerSecond() / READS_PER_SECOND));
  }

  /**
   * Reads a range from a server in steps. Reading slowly is not enough: the server would fill the
   * buffers on the way, some megabytes, at full speed. So each request asks for no more than the
   * limit allows in a fraction of a second.
   *
   * @param opener opens a part of the range when it is first read
   */
  static InputStream inSteps(
      ByteRange range, RateLimit limit, Function<ByteRange, InputStream> opener) {
    long step = Math.max(SHORTEST_STEP, limit.bytesPerSecond() / STEPS_PER_SECOND);
    return new PacedStream(
        new SequenceInputStream(Iterators.asEnumeration(steps(range, step, opener))), limit);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, Math.min(length, most));
    if (n > 0) {
      limit.take(n);
    }
    return n;
  }

  private static Iterator<InputStream> steps(
      ByteRange range, long length, Function<ByteRange, InputStream> opener) {
    return new AbstractIterator<>() {
      private long next = range.start();

      @Override
      protected @Nullable InputStream computeNext() {
        if (next == range.end()) {
          return endOfData();
        }
        ByteRange step = new ByteRange(next, Math.min(range.end(), next + length));
        next = step.end();
        return opener.apply(step);
      }
    };
  }
}
