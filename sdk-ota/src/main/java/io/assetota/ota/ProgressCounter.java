package io.assetota.ota;

import io.assetota.core.AssetReference;
import java.io.InputStream;
import java.time.InstantSource;

/** Counts what arrives, and tells a listener. Safe for use by several threads. */
final class ProgressCounter {
  private final UpdatePlan plan;
  private final UpdateListener listener;
  private final InstantSource clock;
  private final long begin;
  private long bytes;
  private long kept;
  private int assets;

  ProgressCounter(UpdatePlan plan, UpdateListener listener, InstantSource clock) {
    this.plan = plan;
    this.listener = listener;
    this.clock = clock;
    this.begin = clock.millis();
  }

  /** Bytes that were read from the source, those of earlier attempts not counted. */
  synchronized long fetched() {
    return bytes - kept;
  }

  /** Counts bytes that an earlier attempt brought. */
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
    listener.progress(
        new UpdateProgress(bytes, plan.bytesToFetch(), assets, plan.fetches().size(), rate));
  }
}
