package io.assetota.core.stream;

import java.io.IOException;
import java.io.InputStream;

/** A stream that reads single bytes in the way in which it reads many. */
public abstract class BulkStream extends InputStream {
  @Override
  public final int read() throws IOException {
    return readOne(this);
  }

  @Override
  public abstract int read(byte[] buffer, int offset, int length) throws IOException;

  static int readOne(InputStream in) throws IOException {
    byte[] one = new byte[1];
    return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
