package io.assetota.ota.hawkbit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A file of which somebody wants to know how much was read. */
final class CountedStream extends FilterInputStream {
  private final LongConsumer progress;
  private long count;

  private CountedStream(InputStream in, LongConsumer progress) {
    super(in);
    this.progress = progress;
  }

  static InputStream open(Path file, LongConsumer progress) {
    try {
      return new CountedStream(Files.newInputStream(file), progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      progress.accept(++count);
    }
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      count += n;
      progress.accept(count);
    }
    return n;
  }
}
