package io.assetota.ota.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.bundle.ByteRange;
import io.assetota.ota.Bundles;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Patience;
import io.assetota.ota.http.Retries;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import io.assetota.ota.http.Timing;
import io.assetota.ota.http.VirtualTime;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each row of the table in docs/guides/updates.md. */
class HttpSourceTest {
  private static final byte[] CONTENT = Bundles.noise(100_000, 9);
  private static final ByteRange RANGE = new ByteRange(10_000, 70_000);
  private static final HttpOptions OPTIONS =
      HttpOptions.defaults()
          .withRetries(new Retries(3, Duration.ofMillis(1), Duration.ofSeconds(100)));

  private final List<Duration> pauses = new ArrayList<>();
  private RangeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RangeServer(CONTENT);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private HttpSource source(HttpOptions options) {
    return new HttpSource(server.uri(), options.withTiming(Timing.system().withPause(pauses::add)));
  }

  private static byte[] read(BundleSource source) throws IOException {
    try (InputStream in = source.read(RANGE)) {
      return in.readAllBytes();
    }
  }

  private void assertReads(HttpOptions options) throws IOException {
    try (HttpSource source = source(options)) {
      assertThat(read(source)).isEqualTo(Arrays.copyOfRange(CONTENT, 10_000, 70_000));
    }
  }

  /** Fails when a range is read; the first answer is as it should be. */
  private void assertFails(Kind kind, RangeServer.Behaviour onRange) throws IOException {
    server.behave(
        (request, response) -> {
          if (response.isFirst()) {
            response.serve();
          } else {
            onRange.answer(request, response);
          }
        });
    try (HttpSource source = source(OPTIONS)) {
      assertThatThrownBy(() -> read(source))
          .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
  }

  @Test
  void tellsSizeAndVersionWithOneRequest() throws IOException {
    try (HttpSource source = source(OPTIONS)) {
      assertThat(source.size()).isEqualTo(CONTENT.length);
      assertThat(source.version()).contains("v1");
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws IOException {
    for (int cut : new int[] {1, 4095, 4096, 59_999}) {
      server.behaveOnce(
          2, (request, response) -> response.serve(response.isFirst() ? Integer.MAX_VALUE : cut));
      assertReads(OPTIONS);
    }
  }

  @Test
  void givesUpAfterTheLastAttempt() throws IOException {
    assertFails(Kind.TEMPORARY, (request, response) -> response.serve(0));
    // The first connection that breaks costs nothing; then there are three attempts.
    assertThat(pauses).hasSize(2);
    assertThat(server.requests()).isEqualTo(1 + 4);
  }

  @Test
  void waitsAsLongAsTheServerAsksFor() throws IOException {
    for (String status : new String[] {"429 Too Many Requests", "503 Service Unavailable"}) {
      pauses.clear();
      server.behaveOnce(
          1,
          (request, response) ->
              response.send(status, List.of("Content-Length: 0", "Retry-After: 7"), new byte[0]));
      assertReads(OPTIONS);
      assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }
  }

  @Test
  void neverWaitsLongerThanTheOwnerAllows() throws IOException {
    server.behaveOnce(
        1,
        (request, response) ->
            response.send(
                "503 Busy", List.of("Content-Length: 0", "Retry-After: 99999"), new byte[0]));
    assertReads(OPTIONS);
    assertThat(pauses).containsExactly(Duration.ofSeconds(100));
  }

  @Test
  void refusalsAreNotTriedAgain() throws IOException {
    for (String status : new String[] {"401 No", "403 No", "404 Gone", "410 Gone"}) {
      assertFails(
          Kind.REFUSED,
          (request, response) -> response.send(status, List.of("Content-Length: 0"), new byte[0]));
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void anotherBundleMeansToStartAgain() throws IOException {
    assertFails(
        Kind.CHANGED,
        (request, response) -> {
          server.replace(Bundles.noise(100_000, 10), "\"v2\"");
          response.serve();
        });
  }

  @Test
  void aRangeOfAnotherTagIsNotMixedIn() throws IOException {
    assertFails(
        Kind.CHANGED,
        (request, response) ->
            response.send(
                "206 Partial Content",
                List.of(
                    "Content-Length: 60000",
                    "Content-Range: bytes 10000-69999/100000",
                    "ETag: \"v2\""),
                new byte[60_000]));
  }

  @Test
  void aRangeThatIsGoneWithTheBundleMeansToStartAgain() throws IOException {
    assertFails(
        Kind.CHANGED,
        (request, response) ->
            response.send(
                "416 No", List.of("Content-Length: 0", "Content-Range: bytes */500"), new byte[0]));
  }

  @Test
  void wrongRangesAreRefused() throws IOException {
    for (String range :
        new String[] {
          "bytes 0-59999/100000",
          "bytes 10000-69998/100000",
          "bytes 10000/100000",
          "lines 1-2/3",
          ""
        }) {
      assertFails(
          Kind.PROTOCOL,
          (request, response) ->
              response.send(
                  "206 Partial Content",
                  List.of("Content-Length: 60000", "Content-Range: " + range),
                  new byte[60_000]));
    }
    assertFails(
        Kind.PROTOCOL,
        (request, response) ->
            response.send(
                "416 No",
                List.of("Content-Length: 0", "Content-Range: bytes */100000"),
                new byte[0]));
  }

  @Test
  void moreBytesThanTheRangeHasAreRefused() throws IOException {
    assertFails(
        Kind.PROTOCOL,
        (request, response) -> {
          response.head(
              "206 Partial Content",
              List.of(
                  "Content-Length: 60001",
                  "Content-Range: bytes 10000-69999/100000",
                  "ETag: \"v1\""));
          response.body(CONTENT, 10_000, 60_001);
        });
  }

  @Test
  void aStalledBodyIsBrokenOff() throws IOException {
    HttpOptions impatient =
        OPTIONS.withPatience(new Patience(Duration.ofSeconds(5), 1000, Duration.ofMillis(100)));
    server.behaveOnce(
        2,
        (request, response) -> {
          if (response.isFirst()) {
            response.serve();
            return;
          }
          response.head(
              "206 Partial Content",
              List.of(
                  "Content-Length: 60000",
                  "Content-Range: bytes 10000-69999/100000",
                  "ETag: \"v1\""));
          response.body(CONTENT, 10_000, 100);
          response.stall();
        });
    assertReads(impatient);
    assertThat(pauses).hasSize(1);
  }

  /** Two ranges at a time, on a clock that only pauses move. */
  @Test
  void aLimitedRateIsShared() throws IOException {
    VirtualTime time = new VirtualTime();
    HttpOptions limited = OPTIONS.withRateLimit(200_000).withTiming(time.timing());
    try (HttpSource source = new HttpSource(server.uri(), limited);
        InputStream one = source.read(new ByteRange(10_000, 40_000));
        InputStream other = source.read(new ByteRange(40_000, 70_000))) {
      Duration head = time.passed();
      while (one.readNBytes(1000).length + other.readNBytes(1000).length > 0) {
        // Both are read to their ends.
      }
      assertThat(time.passed().minus(head))
          .isBetween(Duration.ofMillis(300), Duration.ofMillis(330)); // 60,000 bytes
    }
  }

  /** Otherwise megabytes wait in buffers, came at full speed, and are lost with the connection. */
  @Test
  void aLimitedRateIsAskedForInSteps() throws IOException {
    byte[] large = Bundles.noise(250_000, 3);
    ByteRange range = new ByteRange(10_000, 210_000);
    try (RangeServer other = new RangeServer(large);
        HttpSource source =
            new HttpSource(
                other.uri(),
                OPTIONS.withRateLimit(400_000).withTiming(new VirtualTime().timing()));
        InputStream in = source.read(range)) {
      assertThat(in.readNBytes(70_000)).isEqualTo(Arrays.copyOfRange(large, 10_000, 80_000));
      assertThat(other.log())
          .extracting(request -> request.header("Range"))
          .containsExactly("bytes=0-4095", "bytes=10000-75535", "bytes=75536-141071");
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(large, 80_000, 210_000));
    }
  }

  @Test
  void redirectsAreFollowedButNotForEver() throws IOException {
    server.behave(
        (request, response) ->
            response.send(
                "302 Found", List.of("Content-Length: 0", "Location: /again"), new byte[0]));
    try (HttpSource source = source(OPTIONS)) {
      assertThatThrownBy(source::size)
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PROTOCOL));
    }
    assertThat(server.requests()).isEqualTo(OPTIONS.redirects() + 1);
  }

  @Test
  void credentialsStayWithTheirOrigin() throws IOException {
    try (RangeServer other = new RangeServer(CONTENT)) {
      server.behave(
          (request, response) ->
              response.send(
                  "302 Found",
                  List.of("Content-Length: 0", "Location: " + other.uri()),
                  new byte[0]));
      assertReads(OPTIONS.withHeaders(Map.of("Authorization", "GatewayToken secret")));
      assertThat(server.log())
          .allSatisfy(r -> assertThat(r.header("Authorization")).contains("secret"));
      assertThat(other.log())
          .isNotEmpty()
          .allSatisfy(r -> assertThat(r.header("Authorization")).isEmpty());
    }
  }
}
