package io.assetota.cli;

import static io.assetota.cli.Ran.asset_ota;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish}; its requests are tested where they are made. */
class PublishCommandTest {
  @TempDir Path folder;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private URI url;
  private Path bundle;
  private Path password;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    url = URI.create("http://localhost:" + server.getAddress().getPort());
    bundle = new Inputs(folder).bundle("release.zip", 5, "a.txt", "text");
    password = Files.writeString(folder.resolve("password"), "secret\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** An empty hawkBit that believes everything. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      exchange.getRequestBody().readAllBytes();
      requests.add(exchange.getRequestMethod() + " " + path);
      boolean post = exchange.getRequestMethod().equals("POST");
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      String body =
          path.endsWith("/artifacts")
              ? post
                  ? "{\"hashes\":{\"sha256\":\"" + query.replace("sha256sum=", "") + "\"}}"
                  : "[]"
              : post ? "[{\"id\":7}]" : "{\"content\":[]}";
      exchange.sendResponseHeaders(post ? 201 : 200, body.length());
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    }
  }

  @Test
  void aReleaseIsPublishedAndWhatIsNextIsTold() {
    Ran ran =
        asset_ota("publish", bundle, "--hawkbit", url, "--user", "ci", "--password-file", password)
            .succeeds();
    assertThat(ran.out())
        .contains("Made the software module app 5, id 7.", "Made the artifact of ")
        .contains("Made the distribution set app 5, id 7.", "Published.", "assign app 5");
    assertThat(requests)
        .contains(
            "POST /rest/v1/softwaremodules",
            "POST /rest/v1/softwaremodules/7/artifacts",
            "POST /rest/v1/distributionsets");
  }

  @Test
  void aDryRunMakesNothing() {
    JsonNode json =
        asset_ota(
                "publish",
                bundle,
                "--hawkbit",
                url,
                "--user",
                "ci",
                "--password",
                "secret",
                "--name",
                "kiosk",
                "--version",
                "1.0",
                "--dry-run",
                "--json")
            .succeeds()
            .json();
    assertThat(json.path("name").asText()).isEqualTo("kiosk");
    assertThat(json.path("version").asText()).isEqualTo("1.0");
    assertThat(json.path("moduleNew").asBoolean()).isTrue();
    assertThat(json.path("module").isNull()).isTrue();
    assertThat(requests).isNotEmpty().allMatch(r -> r.startsWith("GET"));
  }

  @Test
  void whatCannotBeMeantIsWrongUsage() {
    asset_ota("publish", bundle, "--hawkbit", url, "--user", "ci").isWrongUsage();
    asset_ota("publish", bundle, "--hawkbit", "file:/x", "--user", "ci", "--password", "x")
        .isWrongUsage();
    asset_ota("publish", bundle, "--hawkbit", url, "--user", "a:b", "--password", "x")
        .isWrongUsage();
    asset_ota("publish", bundle, "--hawkbit", url, "--user", "ci", "--password", "x", "--name", " ")
        .isWrongUsage();
    assertThat(requests).isEmpty();
  }

  @Test
  void whatIsNoBundleIsNotPublished() {
    assertThat(
            asset_ota("publish", password, "--hawkbit", url, "--user", "ci", "--password", "x")
                .fails()
                .err())
        .contains("is not a bundle");
    assertThat(requests).isEmpty();
  }
}
