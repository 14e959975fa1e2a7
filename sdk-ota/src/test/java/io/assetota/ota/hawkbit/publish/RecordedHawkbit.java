package io.assetota.ota.hawkbit.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.Resources;
import io.assetota.testing.Answer;
import io.assetota.testing.Request;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The Management API of hawkBit 1.1.0, as it was recorded (mgmt-recordings). */
final class RecordedHawkbit {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordedHawkbit() {}

  /** Answers as recorded, as long as the requests are those that were recorded. */
  static WebServer replaying(String name) throws IOException {
    Deque<JsonNode> exchanges = new ArrayDeque<>();
    JSON.readTree(
            Resources.toString(Resources.getResource("mgmt-recordings/" + name + ".json"), UTF_8))
        .forEach(exchanges::add);
    return WebServer.start(request -> answer(exchanges.remove(), request));
  }

  private static Answer answer(JsonNode exchange, Request request) throws IOException {
    JsonNode recorded = exchange.path("request");
    assertThat(request.method() + " " + request.path())
        .isEqualTo(recorded.path("method").asText() + " " + recorded.path("path").asText());
    if (recorded.path("body").isContainerNode()) {
      assertThat(JSON.readTree(request.body())).isEqualTo(recorded.path("body"));
    }
    JsonNode response = exchange.path("response");
    int status = response.path("status").asInt();
    return response.path("body").isNull()
        ? Answer.of(status)
        : Answer.json(response.path("body").toString()).withStatus(status);
  }
}
