package io.assetota.ota.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.testing.Answer;
import io.assetota.testing.TestAuthority;
import io.assetota.testing.WebServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthoritiesTest {
  @TempDir private Path folder;

  @Test
  void serversOfTheseAreTrustedAndNoOthers() throws Exception {
    TestAuthority ours = TestAuthority.make(folder.resolve("ours.p12"));
    TestAuthority other = TestAuthority.make(folder.resolve("other.p12"));
    try (WebServer server =
        WebServer.startEncrypted(
            ours.tls(ours.identity("localhost", "-1d")),
            (request, response) -> response.send(Answer.of(204)))) {
      assertThat(status(server, ours)).isEqualTo(204);
      assertThatThrownBy(() -> status(server, other)).isInstanceOf(SSLHandshakeException.class);
    }
  }

  private int status(WebServer server, TestAuthority authority) throws Exception {
    byte[] pem = Files.readAllBytes(authority.writeCertificate(folder.resolve("ca.pem")));
    return HttpClient.newBuilder()
        .sslContext(Authorities.parse("ca.pem", pem).context())
        .build()
        .send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.discarding())
        .statusCode();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n"
      })
  void whatHasNoCertificateIsRefused(String text) {
    assertThatThrownBy(() -> Authorities.parse("ca.pem", text.getBytes(UTF_8)))
        .isInstanceOf(AssetException.class)
        .hasMessageContainingAll("ca.pem", "certificate");
  }

  @Test
  void aLargeFileIsRefused() {
    assertThatThrownBy(() -> Authorities.parse("ca.pem", new byte[Authorities.MAX_BYTES + 1]))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("ca.pem has more than 1048576 bytes");
  }
}
