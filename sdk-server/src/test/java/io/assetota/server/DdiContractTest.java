package io.assetota.server;

import static io.assetota.server.TestServer.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends what was recorded in a conversation with a real hawkBit server, and compares the answers:
 * their status, their headers and their form. Numbers, hashes and hosts differ, of course.
 */
class DdiContractTest {
  private static final Set<String> SAME_VALUE =
      Set.of("sleep", "download", "update", "part", "filename");
  private static final String DEVICE = "gw-7";

  @TempDir Path folder;

  /** Recorded action number to ours. */
  private final Map<String, String> actions = new HashMap<>();

  @Test
  void answersAsHawkbitDoes() throws IOException {
    try (TestServer server = TestServer.start(folder.resolve("data"))) {
      replay(server, "01-poll-no-token");
      replay(server, "02-first-poll");
      replay(server, "03-config-data");
      String idle = etag(replay(server, "04-poll-idle"));
      HttpResponse<String> notModified =
          server.send(server.device(TestServer.base(DEVICE)).header("If-None-Match", idle));
      assertThat(notModified.statusCode()).isEqualTo(304);
      assertThat(etag(notModified)).isEqualTo(idle);
      assertThat(notModified.body()).isEmpty();

      PublishedRelease first = server.server.publish(bundle(1));
      server.server.assign(first, DEVICE);
      learn("2", replay(server, "06-poll-deployment"), "deploymentBase");
      replay(server, "07-deployment");
      replay(server, "08-feedback-download");
      replay(server, "09-feedback-downloaded");
      replay(server, "10-feedback-closed");
      replay(server, "11-feedback-after-closed");
      String installed = etag(replay(server, "12-poll-after-closed"));

      PublishedRelease second = server.server.publish(bundle(2));
      JsonNode rollout = rollout(server, second, false);
      learn("3", replay(server, "13-poll-second-deployment"), "deploymentBase");
      // Here, only a device that has begun is asked to stop.
      server.begin(DEVICE);
      cancel(server, rollout);
      replay(server, "14-poll-cancel");
      replay(server, "15-cancel-action");
      replay(server, "16-deployment-while-cancelled");
      replay(server, "17-cancel-feedback");
      assertThat(etag(replay(server, "18-poll-after-cancel"))).isEqualTo(installed);

      PublishedRelease third = server.server.publish(bundle(3));
      rollout(server, third, true);
      learn("4", replay(server, "19-poll-confirmation"), "confirmationBase");
      replay(server, "20-confirmation-base");
      replay(server, "21-confirmation");
      assertThat(server.feedback(DEVICE, actions.get("4"), "proceeding", "none")).isEqualTo(404);
      replay(server, "22-confirm");
      replay(server, "23-poll-after-confirm");
    }
  }

  /** For the platform that the recorded device tells. */
  private Path bundle(int version) throws IOException {
    return TestBundles.build(
        folder, TestBundles.TRACKER, version, "rec", Map.of("a.txt", new byte[] {1, 2, 3}));
  }

  private static JsonNode rollout(TestServer server, PublishedRelease release, boolean confirm)
      throws IOException {
    return server.startRollout(
        "{\"release\":%d,\"device\":\"%s\",\"confirm\":%b}"
            .formatted(release.id(), DEVICE, confirm));
  }

  private static void cancel(TestServer server, JsonNode rollout) {
    HttpResponse<String> response =
        server.send(
            server
                .operator("/api/v1/rollouts/" + rollout.path("id").asLong() + "/cancel")
                .POST(BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(204);
  }

  private void learn(String recorded, HttpResponse<String> poll, String link) throws IOException {
    String href = JSON.readTree(poll.body()).at("/_links/" + link + "/href").asText();
    assertThat(href).contains("?c=");
    actions.put(recorded, href.replaceFirst(".*/(\\d+)\\?c=.*", "$1"));
  }

  private HttpResponse<String> replay(TestServer server, String name) throws IOException {
    JsonNode recording;
    try (InputStream in = getClass().getResourceAsStream("/ddi-recordings/" + name + ".json")) {
      recording = JSON.readTree(in);
    }
    JsonNode request = recording.path("request");
    String path = request.path("path").asText();
    for (Map.Entry<String, String> entry : actions.entrySet()) {
      path =
          path.replaceAll(
              "(Base|cancelAction)/" + entry.getKey() + "\\b", "$1/" + entry.getValue());
    }
    HttpRequest.Builder builder =
        request.at("/headers/Authorization").isMissingNode()
            ? server.device(path)
            : server
                .request(path)
                .header("Authorization", request.at("/headers/Authorization").asText());
    JsonNode body = request.path("body");
    builder.method(
        request.path("method").asText(),
        body.isNull() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    HttpResponse<String> response = server.send(builder);
    JsonNode expected = recording.path("response");
    assertThat(response.statusCode()).as(name).isEqualTo(expected.path("status").asInt());
    for (String header : new String[] {"ETag", "Content-Type"}) {
      JsonNode value = expected.path("headers").path(header);
      if (!value.isMissingNode()) {
        String actual = response.headers().firstValue(header).orElse("");
        assertThat(form(header, actual)).as(name).isEqualTo(form(header, value.asText()));
      }
    }
    if (expected.path("body").isObject()) {
      assertThat(form("", JSON.readTree(response.body())))
          .as(name)
          .isEqualTo(form("", expected.path("body")));
    } else {
      assertThat(response.body()).as(name).isEmpty();
    }
    return response;
  }

  private static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  /** What has to be equal in an answer, and of which kind the rest is. */
  private static JsonNode form(String key, JsonNode node) {
    if (node.isObject()) {
      ObjectNode out = JSON.createObjectNode();
      node.properties().forEach(e -> out.set(e.getKey(), form(e.getKey(), e.getValue())));
      return out;
    }
    if (node.isArray()) {
      ArrayNode out = JSON.createArrayNode();
      node.forEach(n -> out.add(form(key, n)));
      return out;
    }
    return JSON.getNodeFactory().textNode(form(key, node.asText()) + " " + node.getNodeType());
  }

  private static String form(String key, String value) {
    if (key.equals("href")) {
      return value
          .replaceFirst("http://[^/]+", "HOST")
          .replaceAll("(Base|cancelAction|softwaremodules)/\\d+", "$1/N")
          .replaceAll("c=\\d+", "c=N");
    }
    if (SAME_VALUE.contains(key) || key.equals("Content-Type")) {
      return value;
    }
    return key.equals("ETag") ? value.replaceAll("[0-9a-f]", "x") : "";
  }
}
