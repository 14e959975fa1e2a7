package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a key store of its own. */
class TlsTest {
  private static final String STORE_PASSWORD = "store password";

  @TempDir Path folder;
  private Path keyStore;

  @BeforeEach
  void makeKey() throws Exception {
    keyStore = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                STORE_PASSWORD)
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
  }

  private HttpClient client() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      trusted.load(in, STORE_PASSWORD.toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    // A key's own entry is no trusted one: make it one.
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("server", trusted.getCertificate("server"));
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  @Test
  void servesEncrypted() throws Exception {
    try (UpdateServer server =
        TestServer.builder(folder.resolve("data")).tls(keyStore, STORE_PASSWORD).start()) {
      assertThat(server.url().getScheme()).isEqualTo("https");
      HttpClient client = client();
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
