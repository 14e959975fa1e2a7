package io.assetota.ota;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.CancelledException;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** Completes part files from a source, and stops at the next block when asked to. */
final class PartFetcher {
  private static final int CHUNK = 64 * 1024;

  private final BundleSource source;
  private final ProgressCounter counter;
  private final BooleanSupplier stopped;

  PartFetcher(BundleSource source, ProgressCounter counter, BooleanSupplier stopped) {
    this.source = source;
    this.counter = counter;
    this.stopped = stopped;
  }

  /** Returns the failure of a bundle whose bytes are wrong. */
  SourceException damaged(AssetException why) {
    return new SourceException(
        SourceException.Kind.DAMAGED,
        source
            + " is damaged, nothing is installed: "
            + why.getMessage()
            + "; update again, and if that fails, too, upload the bundle again",
        why);
  }

  static CancelledException cancelled() {
    return new CancelledException("the update was cancelled; what has been fetched is kept");
  }

  /**
   * Fails if the update was asked to stop.
   *
   * @throws CancelledException if so
   */
  void requireGoingOn() throws CancelledException {
    if (stopped.getAsBoolean()) {
      throw cancelled();
    }
  }

  /** Fetches what is missing of a part. */
  void complete(PartFile part) throws IOException {
    while (!part.isComplete()) {
      try (InputStream in = counter.count(source.read(part.rest()))) {
        complete(part, in);
      }
    }
  }

  /**
   * Completes the range at which a part stands, from a stream that stands there, too, and may have
   * more.
   */
  void complete(PartFile part, InputStream in) throws IOException {
    long left = part.rest().length();
    byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(1, left))];
    while (left > 0) {
      requireGoingOn();
      int n = in.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (n < 0) {
        throw new SourceException(
            SourceException.Kind.TEMPORARY,
            source + " ended before the range " + part.rest() + " was complete");
      }
      part.append(chunk, n);
      left -= n;
    }
  }
}
