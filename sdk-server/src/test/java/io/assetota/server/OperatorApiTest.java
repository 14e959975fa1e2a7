package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleReport;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs do with the server. */
class OperatorApiTest {
  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(folder.resolve("data"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> upload(byte[] bundle, String query) {
    return server.send(
        server.operator("/api/v1/releases" + query).POST(BodyPublishers.ofByteArray(bundle)));
  }

  @Test
  void publishesListsAndDeletes() throws IOException {
    byte[] bundle = Files.readAllBytes(TestBundles.small(folder, 3));
    HttpResponse<String> created = upload(bundle, "?name=Kiosk%20%C3%A4&version=v3");
    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode release = TestServer.JSON.readTree(created.body());
    assertThat(release.path("name").asText()).isEqualTo("Kiosk ä");
    assertThat(release.path("version").asText()).isEqualTo("v3");
    assertThat(release.path("platform").asText()).isEqualTo("linux");
    assertThat(release.path("size").asLong()).isEqualTo(bundle.length);
    // The same once more is the same.
    assertThat(TestServer.JSON.readTree(upload(bundle, "").body())).isEqualTo(release);
    assertThat(server.api(server.operator("/api/v1/releases"), 200)).hasSize(1);
    Path stored = folder.resolve("data/bundles/" + release.path("sha256").asText() + ".zip");
    assertThat(stored).hasBinaryContent(bundle);
    assertThat(
            server
                .send(server.operator("/api/v1/releases/" + release.path("id")).DELETE())
                .statusCode())
        .isEqualTo(204);
    assertThat(stored).doesNotExist();
  }

  @Test
  void rejectsHostileBundlesWithEveryProblem() throws IOException {
    byte[] good = Files.readAllBytes(TestBundles.small(folder, 1));
    byte[] cut = Arrays.copyOf(good, good.length - 30);
    byte[] flipped = good.clone();
    flipped[200] ^= 4;
    byte[] trailing = Arrays.copyOf(good, good.length + 5);
    for (byte[] bad : new byte[][] {cut, flipped, trailing, {}, {'P', 'K', 3, 4}, new byte[4096]}) {
      Path file = Files.write(folder.resolve("bad.zip"), bad);
      BundleReport report = Bundle.verify(file, VerifyOptions.DEFAULT);
      HttpResponse<String> response = upload(bad, "");
      assertThat(response.statusCode()).isEqualTo(422);
      JsonNode problems = TestServer.JSON.readTree(response.body()).path("problems");
      assertThat(problems).hasSameSizeAs(report.problems());
      for (int i = 0; i < problems.size(); i++) {
        assertThat(problems.path(i).path("kind").asText())
            .isEqualTo(report.problems().get(i).kind().name());
      }
    }
    assertThat(folder.resolve("data/incoming")).isEmptyDirectory();
    assertThat(folder.resolve("data/bundles")).isEmptyDirectory();
  }

  @Test
  void rejectsWhatDoesNotFitItsPlatform() throws IOException {
    HttpResponse<String> response = upload(Files.readAllBytes(TestBundles.tooLarge(folder)), "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
    assertThat(response.body()).contains("LIMIT_EXCEEDED", "exceeds");
  }

  @Test
  void refusesWhatMakesNoSense() {
    for (String body :
        new String[] {
          "", "[]", "{\"release\":9}", "{\"release\":\"x\"}", "{\"release\":1,\"mode\":\"x\"}"
        }) {
      int status =
          server
              .send(server.operator("/api/v1/rollouts").POST(BodyPublishers.ofString(body)))
              .statusCode();
      assertThat(status).as(body).isIn(400, 409);
    }
    assertThat(upload(new byte[0], "?name=" + "x".repeat(200)).statusCode()).isEqualTo(409);
    assertThat(server.send(server.operator("/api/v1/releases/x").DELETE()).statusCode())
        .isEqualTo(404);
    assertThat(server.send(server.operator("/api/v1/releases").DELETE()).statusCode())
        .isEqualTo(405);
    assertThat(server.send(server.operator("/api/v1/devices/nobody")).statusCode()).isEqualTo(404);
  }

  @Test
  void makesTokensForDevices() throws IOException {
    String token =
        server
            .api(server.operator("/api/v1/devices/gw-1/token").POST(BodyPublishers.noBody()), 201)
            .path("token")
            .asText();
    assertThat(
            server
                .send(server.request(base("gw-1")).header("Authorization", "TargetToken " + token))
                .statusCode())
        .isEqualTo(200);
    assertThat(server.api(server.operator("/api/v1/devices"), 200).at("/0/id").asText())
        .isEqualTo("gw-1");
    assertThat(server.api(server.operator("/api/v1/devices?after=gw-1"), 200)).isEmpty();
  }
}
