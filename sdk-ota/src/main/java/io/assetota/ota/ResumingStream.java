package io.assetota.ota;

import io.assetota.bundle.ByteRange;
import io.assetota.ota.SourceException.Kind;
import io.assetota.ota.http.HttpRequests;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.TooSlowException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a range and, when the connection breaks, goes on where it was: as long as each attempt
 * brings something, but not for ever with a server that is too slow.
 */
final class ResumingStream extends InputStream {
  private static final Logger log = LoggerFactory.getLogger(ResumingStream.class);

  /** Opens what is left of the range. */
  interface Opener {
    InputStream open(long from) throws IOException;
  }

  private final URI uri;
  private final long end;
  private final HttpOptions options;
  private final HttpRequests requests;
  private final Opener opener;
  private long position;
  private int failures;
  private int slow;
  private @Nullable InputStream body;

  ResumingStream(
      URI uri, ByteRange range, HttpOptions options, HttpRequests requests, Opener opener) {
    this.uri = uri;
    this.position = range.start();
    this.end = range.end();
    this.options = options;
    this.requests = requests;
    this.opener = opener;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
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
          failures = 0;
          requireEnd(body);
          return n;
        }
        failed(new IOException("the body ended " + (end - position) + " bytes too early"));
      } catch (SourceException | InterruptedIOException e) {
        throw e;
      } catch (TooSlowException e) {
        slow++;
        failures = Math.max(failures, slow - 1);
        failed(e);
      } catch (IOException e) {
        failed(e);
      }
    }
    return -1;
  }

  /**
   * More than was asked for means that the server counts differently, and then nothing of it is to
   * be trusted.
   */
  private void requireEnd(InputStream open) throws IOException {
    if (position == end && open.read() >= 0) {
      throw new SourceException(
          Kind.PROTOCOL,
          Origin.printable(uri) + " sent more than the range has, which ends at byte " + end);
    }
  }

  private void failed(IOException e) throws IOException {
    close();
    failures++;
    if (failures >= options.attempts()) {
      throw new SourceException(
          Kind.TEMPORARY,
          Origin.printable(uri)
              + " broke off "
              + failures
              + " times, now at byte "
              + position
              + ": "
              + HttpRequests.describe(e)
              + "; try again later, it goes on there",
          e);
    }
    log.info(
        "Reading broke off at byte {}, it goes on there: {}", position, HttpRequests.describe(e));
    requests.pauseBefore(failures, Optional.empty());
  }

  @Override
  public void close() throws IOException {
    if (body != null) {
      body.close();
      body = null;
    }
  }
}
