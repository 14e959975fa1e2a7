package io.assetota.ota.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A stream that tells somebody of each piece that is read. */
public final class CountedStream extends FilterInputStream {
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
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      counter.accept(1);
    }
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      counter.accept(n);
    }
    return n;
  }
}
