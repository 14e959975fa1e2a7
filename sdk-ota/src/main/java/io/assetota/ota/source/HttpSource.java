package io.assetota.ota.source;

import com.google.common.io.ByteSource;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.model.AssetException;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.client.Attempts;
import io.assetota.ota.http.client.HttpRequests;
import io.assetota.ota.stream.CountedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A bundle on a web server, read in ranges (RFC 9110, section 14). The first request asks for the
 * head; its answer also has size and version. A bundle's directory is at its end, but servers
 * answer requests for the last bytes in too many ways: with 416 if there are fewer, with the first
 * bytes, or with an error.
 */
final class HttpSource implements BundleSource {
  /** The range of the first request; a bundle that is not longer is read whole with it. */
  static final int HEAD = 4 * 1024;

  private final URI uri;
  private final HttpOptions options;
  private final HttpRequests requests;
  private final HttpAnswers answers;
  private final Optional<RateLimit> limit;
  private final AtomicLong bytesRead = new AtomicLong();
  private @Nullable Remote remote;
  private @Nullable ByteSource tail;

  /** What is known from the first answer. */
  private record Remote(long size, Validator validator, ByteSource head, Optional<Spool> spool) {
    long headEnd() {
      return head.sizeIfKnown().or(0L);
    }

    /**
     * Where the tail begins, which is read as a whole: the directory, and small assets before it.
     */
    long tailStart() {
      return Math.max(headEnd(), size - SourceChannel.TAIL);
    }
  }

  HttpSource(URI uri, HttpOptions options) {
    if (!Origin.isWeb(uri)) {
      throw new IllegalArgumentException("not an http or https address: " + Origin.printable(uri));
    }
    this.uri = uri;
    this.options = options;
    this.requests = new HttpRequests(options);
    this.answers = new HttpAnswers(uri);
    this.limit =
        options.rateLimit() == 0
            ? Optional.empty()
            : Optional.of(new RateLimit(options.rateLimit(), options.timing()));
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
    if (known.spool().isPresent()) {
      return known.spool().get().read(range);
    }
    long headEnd = known.headEnd();
    if (range.end() <= headEnd) {
      return known.head().slice(range.start(), range.length()).openStream();
    }
    if (range.start() < headEnd) {
      return new SequenceInputStream(
          read(new ByteRange(range.start(), headEnd)), read(new ByteRange(headEnd, range.end())));
    }
    return range.start() >= known.tailStart()
        ? tail(known).slice(range.start() - known.tailStart(), range.length()).openStream()
        : fetch(known, range);
  }

  private InputStream fetch(Remote known, ByteRange range) {
    return limit.isPresent()
        ? PacedStream.inSteps(range, limit.get(), step -> open(known, step))
        : open(known, range);
  }

  private InputStream open(Remote known, ByteRange range) {
    Attempts attempts = requests.attempts(uri);
    return new ResumingStream(
        uri, range, attempts, from -> openRange(known, new ByteRange(from, range.end()), attempts));
  }

  /** Reads the end, once. */
  private synchronized ByteSource tail(Remote known) throws IOException {
    if (tail == null) {
      ByteRange range = new ByteRange(known.tailStart(), known.size());
      try (InputStream in = fetch(known, range)) {
        tail = ByteSource.wrap(in.readAllBytes());
      }
    }
    return tail;
  }

  /** Asks for the head, once. */
  private synchronized Remote remote() throws IOException {
    if (remote == null) {
      remote = first();
    }
    return remote;
  }

  private Remote first() throws IOException {
    Attempts attempts = requests.attempts(uri);
    Optional<ByteRange> wanted = Optional.of(new ByteRange(0, HEAD));
    boolean fellBack = false;
    while (true) {
      HttpResponse<InputStream> response =
          requests.get(uri, wanted.map(HttpSource::header).orElse(Map.of()), attempts);
      try (InputStream body = body(response)) {
        if (response.statusCode() == HttpAnswers.RANGE_NOT_SATISFIABLE && !fellBack) {
          // Some servers want a range to end where the file does, as the length they name says.
          fellBack = true;
          wanted =
              answers
                  .lengthOfUnsatisfied(response)
                  .map(length -> new ByteRange(0, Math.min(HEAD, length)));
          continue;
        }
        Remote told =
            response.statusCode() == HttpAnswers.PARTIAL_CONTENT && wanted.isPresent()
                ? partial(response, body, wanted.get())
                : whole(response, body);
        attempts.succeeded();
        return told;
      } catch (AssetException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        attempts.failed(e);
      }
    }
  }

  private static Map<String, String> header(ByteRange range) {
    return Map.of("Range", "bytes=" + range.start() + "-" + (range.end() - 1));
  }

  /** Returns a body that is watched, counted, and limited in its rate. */
  private InputStream body(HttpResponse<InputStream> response) {
    InputStream counted = new CountedStream(requests.body(response), bytesRead::addAndGet);
    return limit.isPresent() ? new PacedStream(counted, limit.get()) : counted;
  }

  private Remote partial(HttpResponse<InputStream> response, InputStream body, ByteRange wanted)
      throws IOException {
    ContentRange range = answers.first(response, wanted);
    byte[] head = body.readNBytes((int) range.length());
    requireLength(range.length(), head.length);
    if (body.read() >= 0) {
      throw answers.protocol(
          "sent more than the first " + range.length() + " bytes that it announced");
    }
    answers.requireBundle(response, head);
    return new Remote(
        range.size(), Validator.of(response), ByteSource.wrap(head), Optional.empty());
  }

  /**
   * The server doesn't support ranges: the whole bundle is received, and a small one stays in
   * memory.
   */
  private Remote whole(HttpResponse<InputStream> response, InputStream body) throws IOException {
    if (response.statusCode() != HttpAnswers.OK) {
      throw answers.refused(response.statusCode());
    }
    answers.requireUnencoded(response);
    Validator validator = Validator.of(response);
    byte[] start = body.readNBytes(HEAD);
    answers.requireBundle(response, start);
    long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (start.length < HEAD) {
      requireLength(announced, start.length);
      return new Remote(start.length, validator, ByteSource.wrap(start), Optional.empty());
    }
    Spool spool = Spool.of(this, start, body, announced, options.spoolFolder());
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

  /** Opens a range of the bundle, which must not have changed. */
  private InputStream openRange(Remote known, ByteRange range, Attempts attempts)
      throws IOException {
    Map<String, String> headers = new HashMap<>(header(range));
    known.validator().forIfRange().ifPresent(v -> headers.put("If-Range", v));
    HttpResponse<InputStream> response = requests.get(uri, headers, attempts);
    InputStream body = new CountedStream(requests.body(response), bytesRead::addAndGet);
    try {
      answers.requireRange(response, range, known.size(), known.validator());
      return body;
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  @Override
  public long takeBytesRead() {
    return bytesRead.getAndSet(0);
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
    tail = null;
  }

  @Override
  public String toString() {
    return Origin.printable(uri);
  }
}
