package io.assetota.server;

import static io.assetota.server.TestServer.GATEWAY_TOKEN;
import static io.assetota.server.TestServer.OPERATOR_TOKEN;
import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is refused hears why, whatever it is still sending; and the server goes on. */
@Tag("long")
class RefusedRequestTest {
  private static final int UPLOAD = 8 * 1024 * 1024;

  @TempDir Path folder;
  private final AtomicReference<Throwable> thrown = new AtomicReference<>();
  private TestServer server;

  private void start(UpdateServerBuilder builder) throws IOException {
    server = new TestServer(builder.start());
  }

  private UpdateServerBuilder builder() {
    return TestServer.builder(folder.resolve("data"));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aRefusedUploadSeesItsAnswer() throws IOException {
    start(builder());
    for (int i = 0; i < 12; i++) {
      HttpResponse<String> response =
          server.send(
              server
                  .request("/api/v1/releases")
                  .header("Authorization", "Bearer not-the-operators-token")
                  .POST(BodyPublishers.ofByteArray(new byte[UPLOAD])));
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).contains("operator's token");
    }
  }

  @Test
  void whoAsksBeforeSendingIsRefusedBeforeSending() throws IOException {
    start(builder());
    try (Stranger asking = Stranger.at(server.server.url())) {
      asking.announceForm("/api/v1/releases", 1L << 40, "Expect: 100-continue");
      assertThat(asking.head()).startsWith("HTTP/1.1 401 ").contains("Connection: close");
      asking.untilClosed();
    }
  }

  @Test
  void tenTerabytesAreRefusedBeforeAByteIsWritten() throws IOException {
    start(builder().maxBundleSize(Long.MAX_VALUE / 2));
    String token = "Authorization: Bearer " + OPERATOR_TOKEN;
    for (String more : new String[] {"X: x", "Expect: 100-continue"}) {
      try (Stranger large = Stranger.at(server.server.url())) {
        large.announceForm("/api/v1/releases", 10_000_000_000_000L, token, more);
        assertThat(large.status()).isEqualTo(413);
      }
    }
    assertThat(folder.resolve("data/incoming")).isEmptyDirectory();
  }

  @Test
  void whatIsTooLargeNamesTheLimit() throws IOException {
    start(builder().maxBundleSize(1_000_000));
    HttpResponse<String> response =
        server.send(
            server
                .operator("/api/v1/releases")
                .POST(BodyPublishers.ofByteArray(new byte[1_200_000])));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("1000000", "1200000", "limit of this server");
  }

  @Test
  void whatNoZipCanHaveNamesTheFormat() throws IOException {
    start(builder().maxBundleSize(1L << 40));
    try (Stranger large = Stranger.at(server.server.url())) {
      large.announceForm("/api/v1/releases", 1L << 33, "Authorization: Bearer " + OPERATOR_TOKEN);
      assertThat(large.head()).startsWith("HTTP/1.1 413");
      assertThat(large.body()).contains("4 GiB, the limit of the format");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/devices?after=%ff", "/api/v1/devices?after=%c3%28"})
  void aQueryThatIsNoUtf8IsABadRequest(String path) throws IOException {
    start(builder());
    try (Stranger stranger = Stranger.at(server.server.url())) {
      stranger.get(path, "Authorization: Bearer " + OPERATOR_TOKEN);
      assertThat(stranger.status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/login?to=%ff", "/login?%ff=1", "/login?to=%zz", "/login?to=%c3", "/login?to=%"})
  void strangersGetA400ForABadQueryToo(String path) throws IOException {
    start(builder());
    try (Stranger stranger = Stranger.at(server.server.url())) {
      assertThat(stranger.get(path).status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/devices/%ff", "/%c3%28", "/DEFAULT/controller/v1/%ff"})
  void aPathThatIsNoUtf8IsABadRequest(String path) throws IOException {
    start(builder());
    try (Stranger stranger = Stranger.at(server.server.url())) {
      assertThat(stranger.get(path, "Authorization: GatewayToken " + GATEWAY_TOKEN).status())
          .isIn(400, 404);
    }
  }

  /** Ends an update while what is listening to that throws. */
  private int endAnUpdate(Throwable failure) throws IOException {
    thrown.set(failure);
    start(
        builder()
            .whenEnded(
                update -> {
                  if (thrown.get() instanceof Error e) {
                    throw e;
                  }
                  throw (RuntimeException) thrown.get();
                }));
    server.get(base("gw"));
    server.server.assign(server.server.publish(TestBundles.small(folder, 1)), "gw");
    return server.feedback("gw", server.begin("gw"), "closed", "success");
  }

  @Test
  void anErrorIsAnsweredAndTheServerGoesOn() throws IOException {
    assertThat(endAnUpdate(new StackOverflowError("for the test"))).isEqualTo(500);
    assertThat(server.get(base("gw")).isObject()).isTrue();
  }

  @Test
  void anErrorThatNoServerSurvivesEndsIt() throws Exception {
    Error fatal = new OutOfMemoryError("for the test");
    assertThat(endAnUpdate(fatal)).isEqualTo(500);
    assertThat(server.server.awaitEnd()).containsSame(fatal);
  }

  @Test
  void closingIsNoError() throws Exception {
    start(builder());
    server.close();
    assertThat(server.server.awaitEnd()).isEmpty();
  }

  @Test
  void aFullDiskIsToldAsThat() throws IOException {
    assertThat(endAnUpdate(new UncheckedIOException(new IOException("No space left on device"))))
        .isEqualTo(507);
    assertThat(server.get(base("gw")).isObject()).isTrue();
  }

  @Test
  void aServerThatCannotStartMakesUpNoPassword() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      UpdateServerBuilder builder =
          UpdateServer.builder(folder.resolve("data")).host("0.0.0.0").port(taken.getLocalPort());
      assertThatThrownBy(builder::start)
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("can't listen");
    }
    try (UpdateServer later = UpdateServer.builder(folder.resolve("data")).port(0).start()) {
      assertThat(later.initialPassword()).isPresent();
    }
  }

  @Test
  void aLostPasswordIsReset() throws IOException {
    start(builder());
    server.close();
    start(
        UpdateServer.builder(folder.resolve("data")).port(0).passwordRounds(1000).resetPassword());
    Optional<String> password = server.server.initialPassword();
    assertThat(new ConsoleClient(server).login(TestServer.PASSWORD).statusCode()).isEqualTo(401);
    assertThat(new ConsoleClient(server).login(password.orElseThrow()).statusCode()).isEqualTo(303);
  }
}
