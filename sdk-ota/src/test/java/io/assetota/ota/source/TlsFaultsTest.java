package io.assetota.ota.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.bundle.ByteRange;
import io.assetota.ota.Bundles;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Retries;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import io.assetota.testing.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who a device believes to be its server, with certificates that keytool makes. */
@Tag("long")
class TlsFaultsTest {
  private static final byte[] CONTENT = Bundles.noise(100_000, 9);

  private static TestAuthority authority;

  /** Makes the authority that the device trusts. */
  @BeforeAll
  static void makeAuthority(@TempDir Path shared) throws Exception {
    authority = TestAuthority.make(shared.resolve("ca.p12"));
  }

  /** A server with a certificate of the authority, for a host, from a day on, for five days. */
  private static RangeServer server(String host, String from) throws Exception {
    SSLContext tls = authority.tls(authority.identity(host, from));
    return new RangeServer(CONTENT, tls);
  }

  private static HttpOptions trusting() throws Exception {
    return quick(HttpOptions.of(HttpClient.newBuilder().sslContext(authority.tls(null)).build()));
  }

  private static HttpOptions quick(HttpOptions options) {
    return options.withRetries(new Retries(3, Duration.ofMillis(1), Duration.ofMillis(5)));
  }

  private static void assertFails(Kind kind, URI uri, HttpOptions options, String why)
      throws IOException {
    try (BundleSource source = BundleSource.of(uri, options)) {
      assertThatThrownBy(source::size)
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
          .hasMessageContaining(uri.toString())
          .hasMessageContaining(why);
    }
  }

  @Test
  void aTrustedServerIsReadAlsoAfterItBrokeOff() throws Exception {
    try (RangeServer server = server("localhost", "-1d");
        BundleSource source = BundleSource.of(server.uri(), trusting())) {
      assertThat(source.size()).isEqualTo(CONTENT.length);
      server.behaveOnce(1, (request, response) -> response.serve(30_000));
      try (InputStream in = source.read(new ByteRange(0, 90_000))) {
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOf(CONTENT, 90_000));
      }
    }
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    try (RangeServer server = server("localhost", "-10d")) {
      assertFails(Kind.UNTRUSTED, server.uri(), trusting(), "has expired");
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void aCertificateOfTomorrowHintsAtTheClock() throws Exception {
    try (RangeServer server = server("localhost", "+2d")) {
      assertFails(Kind.UNTRUSTED, server.uri(), trusting(), "clock");
    }
  }

  @Test
  void anUnknownAuthorityIsRefused() throws Exception {
    try (RangeServer server = server("localhost", "-1d")) {
      assertFails(
          Kind.UNTRUSTED, server.uri(), quick(HttpOptions.defaults()), "authority that this");
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    try (RangeServer server = server("updates.example", "-1d")) {
      assertFails(Kind.UNTRUSTED, server.uri(), trusting(), "for another host");
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void aRedirectToAnUnsecuredAddressIsNotFollowed() throws Exception {
    try (RangeServer server = server("localhost", "-1d");
        RangeServer unsecured = new RangeServer(CONTENT)) {
      server.behave(
          (request, response) ->
              response.send(
                  "302 Found",
                  List.of("Content-Length: 0", "Location: " + unsecured.uri()),
                  new byte[0]));
      assertFails(Kind.UNTRUSTED, server.uri(), trusting(), "unsecured address");
      assertThat(unsecured.requests()).isZero();
    }
  }

  /** No answer to the question whether to trust: the network may have been at fault. */
  @Test
  void aConnectionThatBreaksWhileTrustIsEstablishedIsTriedAgain() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread closer =
          new Thread(
              () -> {
                while (!socket.isClosed()) {
                  try {
                    socket.accept().close();
                    connections.incrementAndGet();
                  } catch (IOException e) {
                    return; // closed: the test is over
                  }
                }
              });
      closer.start();
      URI uri = URI.create("https://localhost:" + socket.getLocalPort() + "/bundle.zip");
      assertFails(Kind.TEMPORARY, uri, quick(HttpOptions.defaults()), "3 times");
    }
    assertThat(connections.get()).isGreaterThanOrEqualTo(3);
  }
}
