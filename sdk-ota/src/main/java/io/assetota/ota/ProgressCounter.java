package io.assetota.ota;

import io.assetota.core.AssetReference;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what arrives, and tells a listener. */
final class ProgressCounter {
  private final UpdatePlan plan;
  private final UpdateListener listener;
  private long bytes;
  private int assets;

  ProgressCounter(UpdatePlan plan, UpdateListener listener) {
    this.plan = plan;
    this.listener = listener;
  }

  long bytes() {
    return bytes;
  }

  InputStream count(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
          arrived(1);
        }
        return b;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n > 0) {
          arrived(n);
        }
        return n;
      }
    };
  }

  private void arrived(int count) {
    bytes += count;
    report();
  }

  void stored(AssetReference asset) {
    assets++;
    report();
    listener.stored(asset);
  }

  private void report() {
    listener.progress(
        new UpdateProgress(bytes, plan.bytesToFetch(), assets, plan.fetches().size()));
  }
}
