package io.assetota.ota.source;

import io.assetota.core.bundle.ByteRange;
import io.assetota.core.stream.BulkStream;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import io.assetota.ota.http.client.Attempts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range, and continues at the same byte after the connection breaks: as long as attempts
 * receive data, but not for ever from a server that is too slow.
 */
final class ResumingStream extends BulkStream {
  /** Opens the rest of the range. */
  interface Opener {
    InputStream open(long from) throws IOException;
  }

  private final URI uri;
  private final long end;
  private final Attempts attempts;
  private final Opener opener;
  private long position;
  private @Nullable InputStream body;

  ResumingStream(URI uri, ByteRange range, Attempts attempts, Opener opener) {
    this.uri = uri;
    this.position = range.start();
    this.end = range.end();
    this.attempts = attempts;
    this.opener = opener;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    while (position < end) {
      try {
        if (body == null) {
          body = opener.open(position);
        }
        int n = body.read(buffer, offset, (int) Math.min(length, end - position));
        if (n > 0) {
          position += n;
          attempts.received(n);
          requireEnd(body);
          return n;
        }
        throw new EOFException("the body ended " + (end - position) + " bytes too early");
      } catch (SourceException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        close();
        attempts.failed(e, "at byte " + position);
      }
    }
    return -1;
  }

  /**
   * If more than the range is sent, the server counts differently, and nothing of the answer can be
   * trusted.
   */
  private void requireEnd(InputStream open) throws IOException {
    if (position < end) {
      return;
    }
    boolean more;
    try {
      more = open.read() >= 0;
    } catch (IOException e) {
      more = false; // the range is complete
    }
    if (more) {
      throw new SourceException(
          Kind.PROTOCOL,
          Origin.printable(uri) + " sent more than the range has, which ends at byte " + end);
    }
    attempts.succeeded();
  }

  @Override
  public void close() throws IOException {
    if (body != null) {
      body.close();
      body = null;
    }
  }
}
