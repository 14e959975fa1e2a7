package io.assetota.ota.hawkbit.ddi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Retries;
import io.assetota.ota.http.SourceException;
import io.assetota.testing.Answer;
import io.assetota.testing.TestAuthority;
import io.assetota.testing.WebServer;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device whose certificate says who it is, to a server that asks for one. */
class ClientCertificateTest {
  @TempDir private static Path folder;
  private static TestAuthority authority;
  private static SSLContext tls;
  private WebServer server;

  @BeforeAll
  static void makeCertificates() throws Exception {
    authority = TestAuthority.make(folder.resolve("ca.p12"));
    tls = authority.tls(authority.identity("localhost", "-1d"));
  }

  @BeforeEach
  void start() throws Exception {
    server =
        WebServer.startForCertificates(
            tls, request -> Answer.json("{\"config\":{\"polling\":{\"sleep\":\"00:07:00\"}}}"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private DdiClient client(@Nullable KeyStore identity) throws Exception {
    HttpClient http = HttpClient.newBuilder().sslContext(authority.tls(identity)).build();
    return new DdiClient(
        new DdiEndpoint(server.uri(), "DEFAULT", "gw-7", DdiCredentials.none()),
        HttpOptions.of(http)
            .withRetries(new Retries(2, Duration.ofMillis(1), Duration.ofMillis(1))));
  }

  @Test
  void aDeviceWithACertificateNeedsNoToken() throws Exception {
    DdiPoll poll = client(authority.identity("gw-7", "-1d")).poll();

    assertThat(poll.interval()).isEqualTo(Duration.ofMinutes(7));
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).header("Authorization")).isEmpty();
  }

  @Test
  void aDeviceWithoutOneIsRefused() throws Exception {
    DdiClient client = client(null);
    assertThatThrownBy(client::poll).isInstanceOf(SourceException.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
    KeyStore other = TestAuthority.make(folder.resolve("other.p12")).identity("gw-7", "-1d");
    DdiClient client = client(other);
    assertThatThrownBy(client::poll).isInstanceOf(SourceException.class);
    assertThat(server.requests()).isEmpty();
  }
}
