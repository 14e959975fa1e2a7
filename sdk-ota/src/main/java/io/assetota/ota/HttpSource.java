package io.assetota.ota;

import com.google.common.io.ByteSource;
import com.google.common.util.concurrent.RateLimiter;
import io.assetota.bundle.ByteRange;
import io.assetota.core.AssetException;
import io.assetota.ota.SourceException.Kind;
import io.assetota.ota.http.BackOff;
import io.assetota.ota.http.HttpRequests;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.WatchedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A bundle on a web server, read in ranges (RFC 9110, section 14). The first request asks for the
 * tail, where a bundle's directory is, and tells size and version as well.
 */
final class HttpSource implements BundleSource {
  /** What the first request asks for; a bundle that is no longer comes with it as a whole. */
  static final int TAIL = SourceChannel.TAIL;

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final URI uri;
  private final HttpOptions options;
  private final HttpRequests requests;
  private final Optional<RateLimiter> limiter;
  private @Nullable Remote remote;

  /** What the first answer told. */
  private record Remote(long size, Validator validator, ByteSource tail, Optional<Spool> spool) {
    long tailStart() {
      return size - tail.sizeIfKnown().or(0L);
    }
  }

  HttpSource(URI uri, HttpOptions options) {
    this(
        uri,
        options,
        new BackOff(options.firstDelay(), options.longestDelay(), Clock.systemUTC(), new Random()),
        duration -> Thread.sleep(duration.toMillis()));
  }

  HttpSource(URI uri, HttpOptions options, BackOff backOff, BackOff.Pause pause) {
    if (!Origin.isWeb(uri)) {
      throw new IllegalArgumentException("not an http or https address: " + Origin.printable(uri));
    }
    this.uri = uri;
    this.options = options;
    this.requests = new HttpRequests(options, backOff, pause);
    this.limiter =
        options.rateLimit() == 0
            ? Optional.empty()
            : Optional.of(RateLimiter.create((double) options.rateLimit()));
  }

  @Override
  public long size() throws IOException {
    return remote().size();
  }

  @Override
  public String version() throws IOException {
    Remote known = remote();
    return known.validator().text().orElse("unversioned") + " " + known.size();
  }

  @Override
  public InputStream read(ByteRange range) throws IOException {
    Remote known = remote();
    if (range.end() > known.size()) {
      throw new IllegalArgumentException(
          "the bundle ends at " + known.size() + ", not at " + range.end());
    }
    if (range.start() >= known.tailStart()) {
      return known.tail().slice(range.start() - known.tailStart(), range.length()).openStream();
    }
    if (known.spool().isPresent()) {
      return known.spool().get().read(range);
    }
    return limiter.isPresent()
        ? PacedStream.inSteps(range, limiter.get(), step -> open(known, step))
        : open(known, range);
  }

  private InputStream open(Remote known, ByteRange range) {
    return new ResumingStream(
        uri, range, options, requests, from -> openRange(known, new ByteRange(from, range.end())));
  }

  /** Asks for the tail, once. */
  private synchronized Remote remote() throws IOException {
    if (remote == null) {
      remote = first();
    }
    return remote;
  }

  private Remote first() throws IOException {
    for (int attempt = 1; ; attempt++) {
      HttpResponse<InputStream> response = requests.get(uri, Map.of("Range", "bytes=-" + TAIL));
      try (InputStream body = paced(WatchedStream.of(response.body(), options, uri))) {
        return first(response, body);
      } catch (AssetException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (attempt == options.attempts()) {
          throw new SourceException(
              Kind.TEMPORARY,
              this
                  + " broke off "
                  + attempt
                  + " times: "
                  + HttpRequests.describe(e)
                  + "; try again later",
              e);
        }
        requests.pauseBefore(attempt, Optional.empty());
      }
    }
  }

  private InputStream paced(InputStream body) {
    return limiter.isPresent() ? new PacedStream(body, limiter.get()) : body;
  }

  private Remote first(HttpResponse<InputStream> response, InputStream body) throws IOException {
    Validator validator = Validator.of(response);
    if (response.statusCode() == PARTIAL_CONTENT) {
      ContentRange range = contentRange(response);
      if (range.last() != range.size() - 1 || range.length() > TAIL || range.first() < 0) {
        throw protocol("answered " + range + " to a request for the last " + TAIL + " bytes");
      }
      return new Remote(
          range.size(), validator, ByteSource.wrap(readTail(body, range)), Optional.empty());
    }
    if (response.statusCode() != OK) {
      throw refused(response);
    }
    // The server doesn't know ranges: all of it comes at once, and a small bundle stays in memory.
    byte[] start = body.readNBytes(TAIL);
    long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (start.length < TAIL) {
      requireLength(announced, start.length);
      return new Remote(start.length, validator, ByteSource.wrap(start), Optional.empty());
    }
    Spool spool = Spool.of(start, body, options.spoolFolder());
    try {
      requireLength(announced, spool.size());
    } catch (IOException e) {
      spool.close();
      throw e;
    }
    return new Remote(spool.size(), validator, ByteSource.empty(), Optional.of(spool));
  }

  private static void requireLength(long announced, long actual) throws IOException {
    if (announced >= 0 && announced != actual) {
      throw new IOException("the body ended at " + actual + " of " + announced + " bytes");
    }
  }

  private byte[] readTail(InputStream body, ContentRange range) throws IOException {
    byte[] bytes = body.readNBytes((int) range.length());
    requireLength(range.length(), bytes.length);
    if (body.read() >= 0) {
      throw protocol("sent more than the last " + range.length() + " bytes that it announced");
    }
    return bytes;
  }

  /** Opens a range of a bundle that must be the one that is known. */
  private InputStream openRange(Remote known, ByteRange range) throws IOException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Range", "bytes=" + range.start() + "-" + (range.end() - 1));
    known.validator().forIfRange().ifPresent(v -> headers.put("If-Range", v));
    HttpResponse<InputStream> response = requests.get(uri, headers);
    InputStream body = WatchedStream.of(response.body(), options, uri);
    try {
      requireRange(known, range, response);
      return body;
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  private void requireRange(Remote known, ByteRange range, HttpResponse<InputStream> response)
      throws IOException {
    switch (response.statusCode()) {
      case PARTIAL_CONTENT -> {
        ContentRange given = contentRange(response);
        if (given.size() != known.size() || !known.validator().allows(Validator.of(response))) {
          throw changed();
        }
        if (given.first() != range.start() || given.last() != range.end() - 1) {
          throw protocol(
              "answered "
                  + given
                  + " to a request for bytes "
                  + range.start()
                  + " to "
                  + (range.end() - 1));
        }
      }
      case OK, PRECONDITION_FAILED -> throw changed();
      case RANGE_NOT_SATISFIABLE -> {
        if (contentRange(response).size() != known.size()) {
          throw changed();
        }
        throw protocol("says that it has no bytes " + range.start() + " to " + (range.end() - 1));
      }
      default -> throw refused(response);
    }
  }

  private ContentRange contentRange(HttpResponse<InputStream> response) throws SourceException {
    String header = response.headers().firstValue("Content-Range").orElse("");
    return ContentRange.parse(header)
        .orElseThrow(() -> protocol("answered with an invalid Content-Range: \"" + header + "\""));
  }

  private SourceException changed() {
    return new SourceException(
        Kind.CHANGED, "the bundle at " + this + " was replaced while it was read: update again");
  }

  private SourceException protocol(String what) {
    return new SourceException(Kind.PROTOCOL, this + " " + what);
  }

  private SourceException refused(HttpResponse<InputStream> response) {
    int status = response.statusCode();
    String hint =
        switch (status) {
          case 401, 403 -> ": are the credentials right?";
          case 404, 410 -> ": there is no bundle at this address";
          case RANGE_NOT_SATISFIABLE -> ": the bundle is empty";
          default -> "";
        };
    return new SourceException(Kind.REFUSED, this + " answered with status " + status + hint);
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public synchronized void close() throws IOException {
    if (remote != null && remote.spool().isPresent()) {
      remote.spool().get().close();
    }
    remote = null;
  }

  @Override
  public String toString() {
    return Origin.printable(uri);
  }
}
