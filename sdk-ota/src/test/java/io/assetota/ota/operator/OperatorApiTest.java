package io.assetota.ota.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Timing;
import io.assetota.ota.operator.OperatorApi.Release;
import io.assetota.ota.operator.RolloutOrder.Receivers;
import io.assetota.testing.Answer;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a server that fails is talked to. */
class OperatorApiTest {
  private static final Answer BUSY = Answer.of(503);
  private static final Answer RELEASE =
      Answer.json("{\"id\": 7, \"name\": \"kiosk\", \"version\": \"1\", \"platform\": \"linux\"}")
          .withStatus(201);

  @TempDir private Path folder;
  private Path bundle;

  @BeforeEach
  void prepare() throws IOException {
    bundle = Files.write(folder.resolve("bundle.zip"), new byte[100]);
  }

  private static OperatorApi api(URI server) {
    HttpOptions options =
        HttpOptions.defaults()
            .withHeaders(Map.of("X-Site", "berlin"))
            .withTiming(Timing.system().withPause(duration -> {}));
    return new OperatorApi(options, server, "secret");
  }

  @Test
  void anUploadIsTriedAgain() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    try (WebServer server =
        WebServer.start(request -> requests.incrementAndGet() < 3 ? BUSY : RELEASE)) {
      assertThat(api(server.uri()).publish(bundle))
          .isEqualTo(new Release(7, "kiosk", "1", "linux", Optional.empty()));
      assertThat(server.requests())
          .hasSize(3)
          .allSatisfy(r -> assertThat(r.header("Authorization")).hasValue("Bearer secret"))
          .allSatisfy(r -> assertThat(r.header("X-Site")).hasValue("berlin"));
    }
  }

  /** The server may have begun one although its answer was lost. */
  @Test
  void aRolloutIsAskedForOnce() throws IOException {
    try (WebServer server = WebServer.start(request -> BUSY)) {
      Release release = new Release(7, "kiosk", "1", "linux", Optional.empty());
      assertThatThrownBy(() -> api(server.uri()).rollOut(release, RolloutOrder.of(Receivers.all())))
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("status 503");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anAnswerWithoutEndIsRefused() throws IOException {
    Answer endless = Answer.json("\"" + "x".repeat(2 * 1024 * 1024) + "\"").withStatus(201);
    try (WebServer server = WebServer.start(request -> endless)) {
      assertThatThrownBy(() -> api(server.uri()).publish(bundle))
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("answered with more than 1048576 bytes");
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> api(URI.create("http://127.0.0.1:" + port)).publish(bundle))
        .isInstanceOf(AssetException.class)
        .hasMessageContainingAll("127.0.0.1:" + port, "does the server run there");
  }
}
