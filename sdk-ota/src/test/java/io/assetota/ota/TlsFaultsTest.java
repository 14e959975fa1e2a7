package io.assetota.ota;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.bundle.ByteRange;
import io.assetota.ota.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who a device believes to be its server, with certificates that keytool makes. */
class TlsFaultsTest {
  private static final String PASSWORD = "changeit";
  private static final byte[] CONTENT = Bundles.noise(100_000, 9);

  private static Path authority;
  private static KeyStore trusted;

  @TempDir private Path folder;

  /** Makes the authority that the device trusts. */
  @BeforeAll
  static void makeAuthority(@TempDir Path shared) throws Exception {
    authority = shared.resolve("ca.p12");
    keytool(authority, "ca", "-dname", "CN=authority", "-ext", "bc:c", "-startdate", "-30d");
    trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", load(authority).getCertificate("ca"));
  }

  private static void keytool(Path store, String alias, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static KeyStore load(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /** A key and a certificate of the authority, for a host, from a day on, for five days. */
  private KeyStore identity(String host, String from) throws Exception {
    Path file = Files.copy(authority, folder.resolve("server.p12"));
    keytool(
        file,
        "server",
        "-signer",
        "ca",
        "-dname",
        "CN=" + host,
        "-ext",
        "san=dns:" + host,
        "-startdate",
        from,
        "-validity",
        "5");
    KeyStore store = load(file);
    store.deleteEntry("ca");
    return store;
  }

  private static RangeServer server(KeyStore identity)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(identity, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return new RangeServer(CONTENT, context.getServerSocketFactory(), "https");
  }

  private static HttpOptions trusting() throws GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return quick(HttpOptions.with(HttpClient.newBuilder().sslContext(context).build()));
  }

  private static HttpOptions quick(HttpOptions options) {
    return options.withRetries(3, Duration.ofMillis(1), Duration.ofMillis(5));
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
    try (RangeServer server = server(identity("localhost", "-1d"));
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
    try (RangeServer server = server(identity("localhost", "-10d"))) {
      assertFails(Kind.UNTRUSTED, server.uri(), trusting(), "has expired");
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void aCertificateOfTomorrowHintsAtTheClock() throws Exception {
    try (RangeServer server = server(identity("localhost", "+2d"))) {
      assertFails(Kind.UNTRUSTED, server.uri(), trusting(), "clock");
    }
  }

  @Test
  void anUnknownAuthorityIsRefused() throws Exception {
    try (RangeServer server = server(identity("localhost", "-1d"))) {
      assertFails(
          Kind.UNTRUSTED, server.uri(), quick(HttpOptions.defaults()), "authority that this");
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    try (RangeServer server = server(identity("updates.example", "-1d"))) {
      assertFails(Kind.UNTRUSTED, server.uri(), trusting(), "for another host");
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void aRedirectToAnUnsecuredAddressIsNotFollowed() throws Exception {
    try (RangeServer server = server(identity("localhost", "-1d"));
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
