package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device may not do, or not that often. */
class DdiLimitsTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-01T10:00:00Z"));
  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(TestServer.builder(folder.resolve("data")).clock(now::get).start());
    server.get(base("gw"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int configData(String body) {
    now.updateAndGet(t -> t.plusSeconds(1));
    return server.put(base("gw") + "/configData", body);
  }

  private static String attributes(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> "\"k" + i + "\":\"v\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private JsonNode known() throws IOException {
    return server.api(server.operator("/api/v1/devices/gw"), 200).path("attributes");
  }

  @Test
  void mergesReplacesAndRemovesAttributes() throws IOException {
    assertThat(configData("{\"mode\":\"merge\",\"data\":{\"a\":\"1\",\"b\":\"2\"}}"))
        .isEqualTo(200);
    assertThat(configData("{\"data\":{\"b\":\"3\",\"c\":\"4\"}}")).isEqualTo(200);
    assertThat(known().toString()).isEqualTo("{\"a\":\"1\",\"b\":\"3\",\"c\":\"4\"}");
    assertThat(configData("{\"mode\":\"remove\",\"data\":{\"a\":null,\"c\":\"\"}}")).isEqualTo(200);
    assertThat(known().toString()).isEqualTo("{\"b\":\"3\"}");
    assertThat(configData("{\"mode\":\"replace\",\"data\":{\"d\":\"5\"}}")).isEqualTo(200);
    assertThat(known().toString()).isEqualTo("{\"d\":\"5\"}");
  }

  @Test
  void takesOnlySoManyAttributes() throws IOException {
    assertThat(configData("{\"data\":" + attributes(0, 100) + "}")).isEqualTo(200);
    assertThat(configData("{\"data\":" + attributes(100, 1) + "}")).isEqualTo(429);
    assertThat(configData("{\"mode\":\"replace\",\"data\":" + attributes(0, 101) + "}"))
        .isEqualTo(429);
    assertThat(known()).hasSize(100);
    assertThat(configData("{\"data\":{\"" + "k".repeat(129) + "\":\"v\"}}")).isEqualTo(400);
    assertThat(configData("{\"data\":{\"k\":\"" + "v".repeat(129) + "\"}}")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"data\":[]}",
        "{\"data\":{\"a\":{}}}",
        "{\"mode\":\"x\",\"data\":{}}",
        "{\"data\":{},\"data\":{}}",
        "{\"data\":{}} x",
        "\"data\""
      })
  void refusesMalformedAttributes(String body) {
    assertThat(configData(body)).isEqualTo(400);
  }

  @Test
  void refusesJsonThatIsTooDeepOrTooLong() {
    assertThat(configData("{\"data\":" + "[".repeat(5000) + "]".repeat(5000) + "}")).isEqualTo(400);
    assertThat(configData("{\"data\":{\"k\":\"" + "v".repeat(300_000) + "\"}}")).isEqualTo(413);
  }

  private String begin() throws IOException {
    server.server.assign(server.server.publish(TestBundles.small(folder, 1)), "gw");
    return server.begin("gw");
  }

  private int say(String action, String body) {
    return server.post(base("gw") + "/deploymentBase/" + action + "/feedback", body);
  }

  @Test
  void hearsAThousandStatusesAndTheLastWord() throws IOException {
    String action = begin();
    for (int i = 0; i < 1000; i++) {
      now.updateAndGet(t -> t.plusMillis(100));
      assertThat(say(action, TestServer.feedback("proceeding", "none", "\"" + i + "\"")))
          .isEqualTo(200);
    }
    assertThat(say(action, TestServer.feedback("proceeding", "none", ""))).isEqualTo(429);
    assertThat(say(action, TestServer.feedback("closed", "success", ""))).isEqualTo(200);
    assertThat(say(action, TestServer.feedback("closed", "success", ""))).isEqualTo(410);
  }

  @Test
  void hearsFiftyMessagesAStatus() throws IOException {
    String action = begin();
    String fifty = "\"m\",".repeat(49) + "\"m\"";
    assertThat(say(action, TestServer.feedback("proceeding", "none", fifty))).isEqualTo(200);
    assertThat(say(action, TestServer.feedback("proceeding", "none", fifty + ",\"m\"")))
        .isEqualTo(429);
    String longMessage = "\"" + "x".repeat(5000) + "\"";
    assertThat(say(action, TestServer.feedback("proceeding", "none", longMessage))).isEqualTo(200);
  }

  @Test
  void refusesUnknownFeedback() throws IOException {
    String action = begin();
    assertThat(say(action, "{}")).isEqualTo(400);
    assertThat(say(action, TestServer.feedback("dancing", "none", ""))).isEqualTo(400);
    assertThat(say(action, TestServer.feedback("closed", "perhaps", ""))).isEqualTo(400);
    assertThat(say("99", TestServer.feedback("closed", "success", ""))).isEqualTo(404);
    assertThat(say("x", TestServer.feedback("closed", "success", ""))).isEqualTo(404);
    server.get(base("other"));
    assertThat(server.feedback("other", action, "closed", "success")).isEqualTo(404);
  }

  @Test
  void closedWithoutAResultCountsAsSuccess() throws IOException {
    String action = begin();
    assertThat(say(action, TestServer.feedback("closed", "none", ""))).isEqualTo(200);
    assertThat(state()).isEqualTo("FINISHED");
  }

  @Test
  void aFailureIsKept() throws IOException {
    String action = begin();
    assertThat(say(action, TestServer.feedback("closed", "failure", ""))).isEqualTo(200);
    assertThat(state()).isEqualTo("ERROR");
  }

  private String state() throws IOException {
    return server.api(server.operator("/api/v1/devices/gw"), 200).at("/actions/0/state").asText();
  }

  @Test
  void answersOnlySoOften() {
    int refused = 0;
    for (int i = 0; i < 210; i++) {
      HttpResponse<String> response = server.send(server.device(base("gw")));
      if (response.statusCode() == 429) {
        refused++;
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
      }
    }
    // One poll was in the same second before.
    assertThat(refused).isEqualTo(11);
    now.updateAndGet(t -> t.plus(Duration.ofSeconds(1)));
    assertThat(server.send(server.device(base("gw"))).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenOpensNothingElse() throws IOException {
    String own = server.server.createDevice("own");
    String header = "TargetToken " + own;
    assertThat(status("own", header)).isEqualTo(200);
    assertThat(status("gw", header)).isEqualTo(401);
    assertThat(status("new", header)).isEqualTo(401);
    assertThat(status("own", "TargetToken " + TestServer.GATEWAY_TOKEN)).isEqualTo(401);
    assertThat(status("own", "GatewayToken " + own)).isEqualTo(401);
    assertThat(status("own", "GatewayToken " + TestServer.OPERATOR_TOKEN)).isEqualTo(401);
    assertThat(status("own", "Bearer " + TestServer.OPERATOR_TOKEN)).isEqualTo(401);
    assertThat(status("own", "TargetToken")).isEqualTo(401);
    assertThat(status("own", "x".repeat(2000))).isEqualTo(401);
    server.server.createDevice("own");
    assertThat(status("own", header)).isEqualTo(401);
    for (String secret : new String[] {own, TestServer.GATEWAY_TOKEN, ""}) {
      assertThat(
              server
                  .send(
                      server.request("/api/v1/devices").header("Authorization", "Bearer " + secret))
                  .statusCode())
          .isEqualTo(401);
    }
  }

  private int status(String device, String authorization) {
    return server
        .send(server.request(base(device)).header("Authorization", authorization))
        .statusCode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", ".hidden", "a%3Cb", "%C3%A4"})
  void registersNoOddNames(String name) {
    assertThat(server.send(server.device(base(name))).statusCode()).isIn(400, 401);
  }
}
