package io.assetota.ota;

import io.assetota.core.model.AssetReference;
import io.assetota.ota.stream.CountedStream;
import java.io.InputStream;
import java.time.InstantSource;

/** Counts received bytes, and reports them to a listener. Safe for use by several threads. */
final class ProgressCounter {
  private final UpdateListener listener;
  private final InstantSource clock;
  private final long begin;
  private long total;
  private int totalAssets;
  private long bytes;
  private long kept;
  private int assets;

  ProgressCounter(UpdateListener listener, InstantSource clock) {
    this.listener = listener;
    this.clock = clock;
    this.begin = clock.millis();
  }

  /** Adds to what has to be received in total. */
  synchronized void expect(long moreBytes, int moreAssets) {
    total += moreBytes;
    totalAssets += moreAssets;
  }

  /** Returns the bytes read from the source, without those of earlier attempts. */
  synchronized long fetched() {
    return bytes - kept;
  }

  /** Counts bytes that an earlier attempt received. */
  synchronized void kept(long count) {
    kept += count;
    arrived(count);
  }

  InputStream count(InputStream in) {
    return new CountedStream(in, this::arrived);
  }

  private synchronized void arrived(long count) {
    bytes += count;
    report();
  }

  synchronized void stored(AssetReference asset) {
    assets++;
    report();
    listener.stored(asset);
  }

  private void report() {
    long millis = clock.millis() - begin;
    double rate = millis > 0 ? 1000.0 * fetched() / millis : 0;
    listener.progress(new UpdateProgress(bytes, total, assets, totalAssets, rate));
  }
}
