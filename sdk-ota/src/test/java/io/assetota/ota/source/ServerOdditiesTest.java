package io.assetota.ota.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.bundle.ByteRange;
import io.assetota.core.model.AssetException;
import io.assetota.ota.Bundles;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Retries;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import io.assetota.ota.http.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What servers, proxies and networks do beside the protocol: each is coped with, or told as it is.
 */
class ServerOdditiesTest {
  private static final byte[] CONTENT = Bundles.noise(100_000, 9);
  private static final ByteRange RANGE = new ByteRange(20_000, 60_000);
  private static final HttpOptions OPTIONS =
      HttpOptions.defaults()
          .withRetries(new Retries(3, Duration.ofMillis(1), Duration.ofSeconds(100)));

  @TempDir private Path folder;
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

  private HttpSource source(URI uri) {
    return source(uri, OPTIONS);
  }

  private HttpSource source(URI uri, HttpOptions options) {
    return new HttpSource(uri, options.withTiming(Timing.system().withPause(pauses::add)));
  }

  private void assertReads(URI uri) throws IOException {
    try (HttpSource source = source(uri);
        InputStream in = source.read(RANGE)) {
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(CONTENT, 20_000, 60_000));
    }
  }

  private void assertFails(URI uri, Kind kind, String... words) throws IOException {
    try (HttpSource source = source(uri)) {
      assertThatThrownBy(
              () -> {
                try (InputStream in = source.read(RANGE)) {
                  in.readAllBytes();
                }
              })
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
          .hasMessageContainingAll(words);
    }
  }

  private static void send(RangeServer.Response response, String status, String... headers)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Length: 0");
    response.send(status, all, new byte[0]);
  }

  /** The upgrade to HTTP/2 over plain http is what servers and proxies choke on. */
  @Test
  void plainHttpOffersNoUpgrade() throws IOException {
    server.behave(
        (request, response) -> {
          if (request.header("Upgrade").isEmpty() && request.header("HTTP2-Settings").isEmpty()) {
            response.serve();
          } else {
            send(response, "400 Bad Request");
          }
        });
    assertReads(server.uri());
  }

  /** So neither those who answer them with 416, nor with 500, nor with the start do any harm. */
  @ParameterizedTest
  @ValueSource(ints = {370, 4_095, 4_096, 4_097, 6_000, 8_192})
  void aSmallBundleCostsTwoRequestsAndNoneIsForASuffix(int length) throws IOException {
    byte[] content = Bundles.noise(length, 1);
    server.replace(content, "\"small\"");
    try (HttpSource source = source(server.uri())) {
      for (int start : new int[] {length - 300, 0, length / 2}) {
        try (InputStream in = source.read(new ByteRange(start, length))) {
          assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, start, length));
        }
      }
      assertThat(source.takeBytesRead()).isEqualTo(length).isEqualTo(server.bodyBytes());
    }
    assertThat(server.requests()).isLessThanOrEqualTo(2);
    assertThat(server.log()).noneMatch(r -> r.header("Range").startsWith("bytes=-"));
  }

  /** Servers that want a range to end where the file does. */
  @ParameterizedTest
  @ValueSource(strings = {"Content-Range: bytes */370", "X-Nothing: told"})
  void aServerThatRefusesARangeBeyondTheEndIsAskedForLess(String header) throws IOException {
    byte[] content = Bundles.noise(370, 1);
    server.replace(content, "\"small\"");
    server.behave(
        (request, response) -> {
          if (response.isFirst()) {
            send(response, "416 Range Not Satisfiable", header);
          } else {
            response.serve();
          }
        });
    try (HttpSource source = source(server.uri());
        InputStream in = source.read(new ByteRange(0, 370))) {
      assertThat(in.readAllBytes()).isEqualTo(content);
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, REFUSED, is empty", "500, REFUSED, status 416"})
  void emptyIsSaidOnlyOfWhatIsEmpty(int length, Kind kind, String words) throws IOException {
    server.behave(
        (request, response) ->
            send(response, "416 Range Not Satisfiable", "Content-Range: bytes */" + length));
    assertFails(server.uri(), kind, words);
  }

  @Test
  void unitsOfRangesAreReadInAnyCase() throws IOException {
    server.behave(
        (request, response) -> {
          long[] range = response.range();
          response.head(
              "206 Partial Content",
              List.of(
                  "Content-Length: " + (range[1] - range[0] + 1),
                  "Content-Range: Bytes " + range[0] + "-" + range[1] + "/" + CONTENT.length));
          response.body(CONTENT, (int) range[0], (int) (range[1] - range[0] + 1));
        });
    assertReads(server.uri());
  }

  @Test
  void aCompressedAnswerIsToldAsThat() throws IOException {
    server.behave((request, response) -> response.partialHead("Content-Encoding: gzip"));
    assertFails(server.uri(), Kind.PROTOCOL, "Content-Encoding: gzip", "switch that off");
    server.behave(
        (request, response) ->
            response.send("200 OK", List.of("Content-Encoding: br"), new byte[0]));
    assertFails(server.uri(), Kind.PROTOCOL, "Content-Encoding: br");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLogInPageOfTheNetworkIsToldAsThat(boolean fromTheStart) throws IOException {
    byte[] page = "<!DOCTYPE html><title>Welcome</title>".getBytes(US_ASCII);
    server.behave(
        (request, response) -> {
          if (response.isFirst() && !fromTheStart) {
            response.serve();
          } else {
            response.send(
                "200 OK",
                List.of("Content-Type: text/html; charset=utf-8", "Content-Length: " + page.length),
                page);
          }
        });
    assertFails(server.uri(), Kind.TEMPORARY, "web page", "log in");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aBlankInARedirectIsReadAsBrowsersDo() throws IOException {
    server.behave(
        (request, response) -> {
          if (request.path().equals("/bundle.zip")) {
            send(response, "302 Found", "Location: /my bundles/\u00fc {1}.zip?a=b c");
          } else {
            assertThat(request.path()).isEqualTo("/my%20bundles/%FC%20%7B1%7D.zip?a=b%20c");
            response.serve();
          }
        });
    assertReads(server.uri());
  }

  @Test
  void aTokenThatIsWithheldFromAnotherServerIsToldAsThat() throws IOException {
    try (RangeServer other = new RangeServer(CONTENT)) {
      other.behave((request, response) -> send(response, "401 Unauthorized"));
      server.behave((request, response) -> send(response, "302 Found", "Location: " + other.uri()));
      HttpOptions known = OPTIONS.withHeaders(Map.of("Authorization", "Bearer secret"));
      try (HttpSource source = source(server.uri(), known)) {
        assertThatThrownBy(source::size)
            .isInstanceOf(SourceException.class)
            .hasMessageContainingAll(
                server.uri().toString(), other.uri().toString(), "401", "not shown to another")
            .hasMessageNotContaining("secret");
      }
    }
  }

  /** Not a failure of the server, which would be asked again. */
  @Test
  void aFolderForTemporaryFilesThatCanNotBeUsedIsToldAsThat() throws IOException {
    server.behave(
        (request, response) ->
            response.send("200 OK", List.of("Content-Length: " + CONTENT.length), CONTENT));
    Path file = Files.createFile(folder.resolve("file"));
    HttpOptions options = OPTIONS.withSpoolFolder(file.resolve("spool"));
    try (HttpSource source = source(server.uri(), options)) {
      assertThatThrownBy(source::size)
          .isInstanceOf(AssetException.class)
          .hasMessageContaining(file.toString());
    }
    assertThat(server.requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"HTTP://localhost", "http://[::1%25lo]", "http://[::1]"})
  void addressesOfAllFormsAreReached(String host) throws IOException {
    boolean zoned = host.contains("%");
    try (RangeServer six = host.contains("::1") ? RangeServer.onIpv6(CONTENT) : null) {
      RangeServer peer = six == null ? server : six;
      assertReads(URI.create(host + ":" + peer.uri().getPort() + "/bundle.zip"));
      if (zoned) {
        assertThat(peer.log())
            .allSatisfy(r -> assertThat(r.header("Host")).startsWith("[::1]:").doesNotContain("%"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://no-such-host.invalid/a.zip, can't be resolved",
    "http://no_such_host.invalid/a.zip, can't be resolved",
    "http://localhost:%d/a.zip, does the server run there"
  })
  void whatCanNotBeReachedIsToldAsThat(String uri, String why) throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertFails(URI.create(uri.replace("%d", "" + free)), Kind.TEMPORARY, why);
  }

  @Test
  void aNameWithAnUnderscoreCanNotBeCertified() throws IOException {
    assertFails(URI.create("https://my_host/a.zip"), Kind.REFUSED, "underscore");
  }

  /** Requests and bodies have one budget: here it was 3 x 3. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerThatAnswersAndBreaksOffEachTimeIsLeftAfterAFew(boolean busyInBetween)
      throws IOException {
    server.behave(
        (request, response) -> {
          if (response.isFirst()) {
            response.serve();
          } else if (busyInBetween && server.requests() % 2 == 0) {
            send(response, "503 Busy");
          } else {
            response.serve(100);
          }
        });
    assertFails(server.uri(), Kind.TEMPORARY, "3 times");
    assertThat(server.requests()).isLessThanOrEqualTo(1 + OPTIONS.retries().attempts() + 1);
    assertThat(pauses).hasSize(OPTIONS.retries().attempts() - 1);
  }

  @Test
  void manyAssetsShareOneBudget() throws IOException {
    server.behave(
        (request, response) -> {
          if (response.isFirst()) {
            response.serve();
          } else {
            send(response, "503 Busy");
          }
        });
    try (HttpSource source = source(server.uri())) {
      for (int i = 0; i < 10; i++) {
        ByteRange range = new ByteRange(20_000 + i * 100L, 20_100 + i * 100L);
        assertThatThrownBy(
                () -> {
                  try (InputStream in = source.read(range)) {
                    in.readAllBytes();
                  }
                })
            .isInstanceOf(SourceException.class);
      }
    }
    assertThat(server.requests()).as("not 10 x 3").isLessThanOrEqualTo(1 + 3 + 9);
  }
}
