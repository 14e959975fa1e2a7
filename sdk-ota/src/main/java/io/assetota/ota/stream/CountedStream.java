package io.assetota.ota.stream;

import io.assetota.core.stream.BulkFilter;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A stream that tells somebody of each piece that is read. */
public final class CountedStream extends BulkFilter {
  private final LongConsumer counter;

  /**
   * Counts what is read.
   *
   * @param counter gets the length of each piece
   */
  public CountedStream(InputStream in, LongConsumer counter) {
    super(in);
    this.counter = counter;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, length);
    if (n > 0) {
      counter.accept(n);
    }
    return n;
  }
}
