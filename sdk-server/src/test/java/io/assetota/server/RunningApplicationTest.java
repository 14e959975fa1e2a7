package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.ota.report.RuntimeAttributes;
import io.assetota.server.fleet.rules.Feedback;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device's runtime tells about its application, on the device's page and in the API. */
class RunningApplicationTest {
  @TempDir Path folder;
  private TestServer server;
  private ConsoleClient console;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(folder.resolve("data"));
    console = ConsoleClient.loggedIn(server);
    server.get(base("gw"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode device() throws IOException {
    return server.api(server.operator("/api/v1/devices/gw"), 200);
  }

  private void report(Map<String, String> attributes) throws IOException {
    String body = TestServer.JSON.writeValueAsString(Map.of("mode", "replace", "data", attributes));
    assertThat(server.put(base("gw") + "/configData", body)).isEqualTo(200);
  }

  @Test
  void showsWhatRunsAndWhyItFailedLast() throws IOException {
    report(
        new RuntimeAttributes(
                "pausing",
                Optional.of(Instant.parse("2026-01-31T12:00:00Z")),
                Optional.of("1.0.3"),
                4,
                Optional.of("exit code 1 <b>"))
            .toMap());

    assertThat(console.page("/devices/gw"))
        .contains("<span class=\"badge bad\">pausing</span>", "version 1.0.3")
        .contains("2026-01-31 12:00:00 UTC", "Last failure: exit code 1 &lt;b&gt;")
        .contains("<dt>Starts in a row</dt><dd>4</dd>");
    JsonNode runtime = device().path("runtime");
    assertThat(runtime.path("state").asText()).isEqualTo("pausing");
    assertThat(runtime.path("since").asText()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(runtime.path("version").asText()).isEqualTo("1.0.3");
    assertThat(runtime.path("starts").asInt()).isEqualTo(4);
    assertThat(runtime.path("lastFailure").asText()).isEqualTo("exit code 1 <b>");
  }

  @Test
  void showsTheVersionsOfParts() throws IOException {
    report(Map.of("app", "linux 3", "part.stm32.version", "2.1.0 <b>", "part.X.version", "9"));

    assertThat(console.page("/devices/gw"))
        .contains("<dt>Part stm32</dt><dd>version 2.1.0 &lt;b&gt;</dd>")
        .doesNotContain("Part X");
    assertThat(device().path("parts")).hasSize(1);
    assertThat(device().at("/parts/stm32").asText()).isEqualTo("2.1.0 <b>");
  }

  @Test
  void aDeviceWithoutARuntimeHasNone() throws IOException {
    report(Map.of("app", "linux 3"));

    assertThat(console.page("/devices/gw")).doesNotContain("Starts in a row");
    assertThat(device().has("runtime")).isFalse();
  }

  private void fail(List<String> details) throws IOException {
    server.server.assign(server.server.publish(TestBundles.small(folder, 1)), "gw");
    String path = base("gw") + "/deploymentBase/" + server.begin("gw") + "/feedback";
    String texts = TestServer.JSON.writeValueAsString(details);
    String body = TestServer.feedback("closed", "failure", texts.substring(1, texts.length() - 1));
    assertThat(server.post(path, body)).isEqualTo(200);
  }

  @Test
  void theLastLinesOfAFailedVersionKeepTheirLines() throws IOException {
    fail(List.of("3 starts failed", "Exception in main\n\tat a.B.c(B.java:1)\r\n\tat <d>"));

    String lines = "Exception in main\n\tat a.B.c(B.java:1)\n\tat ";
    assertThat(console.page("/devices/gw")).contains(lines + "&lt;d&gt;");
    assertThat(device().at("/history/0/details"))
        .extracting(JsonNode::asText)
        .containsExactly("3 starts failed", lines + "<d>");
  }

  @Test
  void manyLinesAreFoldedAndBounded() throws IOException {
    fail(
        IntStream.range(0, Feedback.MAX_DETAILS)
            .mapToObj(n -> "line " + n + " " + "x".repeat(Feedback.MAX_DETAIL))
            .toList());

    String page = console.page("/devices/gw");
    assertThat(page).contains("<summary>More (47)</summary>", "line 49 ");
    assertThat(page).doesNotContain("x".repeat(Feedback.MAX_DETAIL));
  }
}
