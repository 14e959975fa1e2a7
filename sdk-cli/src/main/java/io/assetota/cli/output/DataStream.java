package io.assetota.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A print stream that keeps the reason of a failure; Java's own only notes that there was one. */
final class DataStream extends PrintStream {
  private final Watched watched;

  DataStream(OutputStream out) {
    this(new Watched(out));
  }

  private DataStream(Watched watched) {
    super(watched, false, UTF_8);
    this.watched = watched;
  }

  /** Returns the first failure to write. */
  Optional<IOException> failure() {
    return Optional.ofNullable(watched.failure.get());
  }

  private static final class Watched extends FilterOutputStream {
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure.compareAndSet(null, e);
        throw e;
      }
    }
  }
}
