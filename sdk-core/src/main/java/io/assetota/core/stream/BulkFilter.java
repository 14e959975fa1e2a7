package io.assetota.core.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A filter that reads single bytes in the way in which it reads many, and can't be rewound. */
public abstract class BulkFilter extends FilterInputStream {
  /**
   * Creates a filter.
   *
   * @param in the stream to filter, which is closed with this one
   */
  protected BulkFilter(InputStream in) {
    super(in);
  }

  @Override
  public final int read() throws IOException {
    return BulkStream.readOne(this);
  }

  @Override
  public abstract int read(byte[] buffer, int offset, int length) throws IOException;

  @Override
  public boolean markSupported() {
    return false;
  }
}
