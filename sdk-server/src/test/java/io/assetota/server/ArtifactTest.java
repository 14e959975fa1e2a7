package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device can fetch, and in which parts: as hawkBit does, where it was recorded. */
class ArtifactTest {
  @TempDir Path folder;
  private TestServer server;
  private byte[] bundle;
  private JsonNode artifact;
  private String href;
  private String action;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(folder.resolve("data"));
    Path file =
        TestBundles.build(
            folder,
            Platform.LINUX,
            1,
            "kiosk.jar",
            Map.of("noise.bin", TestBundles.noise(7, 300_000)));
    bundle = Files.readAllBytes(file);
    server.get(base("gw"));
    server.server.assign(server.server.publish(file), "gw");
    String deployment = server.get(base("gw")).at("/_links/deploymentBase/href").asText();
    JsonNode body = server.get(deployment);
    action = body.path("id").asText();
    artifact = body.at("/deployment/chunks/0/artifacts/0");
    href = artifact.at("/_links/download-http/href").asText();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String etag() {
    return '"' + artifact.at("/hashes/sha1").asText() + '"';
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void comesWhole() {
    HttpResponse<byte[]> response = server.bytes(server.device(href));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(bundle);
    assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(response, "ETag")).isEqualTo(etag());
    assertThat(server.server.bytesSent()).isEqualTo(bundle.length);
  }

  @Test
  void headTellsTheSizeOnly() {
    HttpResponse<byte[]> response =
        server.bytes(server.device(href).method("HEAD", BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(bundle.length));
    assertThat(header(response, "ETag")).isEqualTo(etag());
    assertThat(server.server.bytesSent()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 99", "100, 65635", "200000, 300100"})
  void comesInRanges(int first, int last) {
    HttpResponse<byte[]> response =
        server.bytes(server.device(href).header("Range", "bytes=" + first + "-" + last));
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(header(response, "Content-Range"))
        .isEqualTo("bytes " + first + "-" + last + "/" + bundle.length);
    assertThat(response.body()).isEqualTo(Arrays.copyOfRange(bundle, first, last + 1));
    assertThat(server.server.bytesSent()).isEqualTo(last + 1 - first);
  }

  @Test
  void comesFromItsEnd() {
    HttpResponse<byte[]> response = server.bytes(server.device(href).header("Range", "bytes=-64"));
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(header(response, "Content-Range"))
        .isEqualTo(
            "bytes " + (bundle.length - 64) + "-" + (bundle.length - 1) + "/" + bundle.length);
    assertThat(response.body())
        .isEqualTo(Arrays.copyOfRange(bundle, bundle.length - 64, bundle.length));
  }

  @Test
  void endsWhereItEndsEvenIfMoreIsAsked() {
    int first = bundle.length - 10;
    HttpResponse<byte[]> response =
        server.bytes(server.device(href).header("Range", "bytes=" + first + "-999999999999"));
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.body()).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=99999999-", "bytes=-0", "bytes=99999999-100000000"})
  void hasNothingPastItsEnd(String range) {
    HttpResponse<byte[]> response = server.bytes(server.device(href).header("Range", range));
    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(header(response, "Content-Range")).isEqualTo("bytes */" + bundle.length);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,5-9",
        "bytes=9-2",
        "bytes=-",
        "bytes=a-b",
        "lines=1-2",
        "bytes=-1-2",
        "bytes=99999999999999999999-"
      })
  void ignoresWhatIsNoSingleRange(String range) {
    HttpResponse<byte[]> response = server.bytes(server.device(href).header("Range", range));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(bundle);
  }

  @Test
  void comesWholeIfAnotherWasBegun() {
    HttpResponse<byte[]> other =
        server.bytes(server.device(href).header("Range", "bytes=5-9").header("If-Range", "\"x\""));
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).hasSize(bundle.length);
    HttpResponse<byte[]> same =
        server.bytes(server.device(href).header("Range", "bytes=5-9").header("If-Range", etag()));
    assertThat(same.statusCode()).isEqualTo(206);
  }

  @Test
  void checksPreconditions() {
    assertThat(server.bytes(server.device(href).header("If-Match", "\"x\"")).statusCode())
        .isEqualTo(412);
    assertThat(server.bytes(server.device(href).header("If-Match", etag())).statusCode())
        .isEqualTo(200);
    assertThat(server.bytes(server.device(href).header("If-None-Match", etag())).statusCode())
        .isEqualTo(304);
  }

  @Test
  void hasAnMd5() {
    String link = artifact.at("/_links/md5sum-http/href").asText();
    HttpResponse<String> response = server.send(server.device(link));
    assertThat(response.body()).isEqualTo(artifact.at("/hashes/md5").asText() + "  bundle.zip\n");
  }

  @Test
  void isOnlyForWhoHasToInstallIt() throws IOException {
    server.get(base("other"));
    assertThat(server.send(server.device(href.replace("/gw/", "/other/"))).statusCode())
        .isEqualTo(404);
    assertThat(server.send(server.request(href)).statusCode()).isEqualTo(401);
    assertThat(server.feedback("gw", action, "closed", "success")).isEqualTo(200);
    assertThat(server.send(server.device(href)).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../server.db",
        "..%2f..%2fserver.db",
        "%2e%2e/%2e%2e/server.db",
        "bundle.zip%00",
        "other.zip",
        "bundle.zip/x",
        "..;/bundle.zip"
      })
  void nothingElseCanBeNamed(String name) throws IOException {
    // Not through java.net.http alone, which would clean the path up: it takes a ready URI as it
    // is.
    HttpRequest.Builder request = server.device(href.replace("bundle.zip", name));
    HttpResponse<String> response = server.send(request);
    assertThat(response.statusCode()).isIn(400, 401, 404);
    assertThat(response.body().getBytes(UTF_8).length).isLessThan(100);
  }
}
