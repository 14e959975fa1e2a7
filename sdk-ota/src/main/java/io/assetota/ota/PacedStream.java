package io.assetota.ota;

import com.google.common.util.concurrent.RateLimiter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that is read no faster than a limit allows, so that the connection has room for others.
 */
final class PacedStream extends FilterInputStream {
  /** Small steps, so that a cancellation doesn't wait for a large one. */
  private static final int STEPS_PER_SECOND = 20;

  private final RateLimiter limiter;
  private final int step;

  PacedStream(InputStream body, RateLimiter limiter) {
    super(body);
    this.limiter = limiter;
    this.step =
        (int) Math.max(1, Math.min(Integer.MAX_VALUE, limiter.getRate() / STEPS_PER_SECOND));
  }

  @Override
  public int read() throws IOException {
    limiter.acquire();
    return super.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, Math.min(length, step));
    if (n > 0) {
      limiter.acquire(n);
    }
    return n;
  }
}
