package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.testing.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a key store of its own. */
class TlsTest {
  @TempDir Path folder;
  private TestAuthority authority;
  private Path keyStore;

  @BeforeEach
  void makeKey() throws Exception {
    authority = TestAuthority.make(folder.resolve("authority.p12"));
    keyStore = authority.writeIdentity(folder.resolve("server.p12"), "127.0.0.1");
  }

  @Test
  void servesEncrypted() throws Exception {
    try (UpdateServer server =
        TestServer.builder(folder.resolve("data")).tls(keyStore, TestAuthority.PASSWORD).start()) {
      assertThat(server.url().getScheme()).isEqualTo("https");
      HttpClient client = HttpClient.newBuilder().sslContext(authority.tls(null)).build();
      HttpRequest.Builder poll =
          HttpRequest.newBuilder(server.url().resolve(base("gw")))
              .header("Authorization", "GatewayToken " + TestServer.GATEWAY_TOKEN);
      HttpResponse<String> response = client.send(poll.build(), BodyHandlers.ofString());
      assertThat(response.body()).contains("https://127.0.0.1:");
      HttpResponse<String> login =
          client.send(
              HttpRequest.newBuilder(server.url().resolve("/login"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      BodyPublishers.ofString(
                          "user=admin&password=" + TestServer.PASSWORD.replace(' ', '+')))
                  .build(),
              BodyHandlers.ofString());
      assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
          .startsWith("__Host-session=")
          .contains("Secure", "HttpOnly", "SameSite=Strict");
    }
  }

  @Test
  void saysWhatIsWrongWithTheKeyStore() {
    assertThatThrownBy(
            () -> TestServer.builder(folder.resolve("data")).tls(keyStore, "wrong").start())
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("key store")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void tellsWhereItIsFound() throws IOException {
    try (UpdateServer server =
        TestServer.builder(folder.resolve("data"))
            .publicUrl(URI.create("https://updates.example"))
            .start()) {
      assertThat(server.url()).isEqualTo(URI.create("https://updates.example/"));
    }
    assertThatThrownBy(
            () -> UpdateServer.builder(folder).publicUrl(URI.create("https://a.example/path")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
