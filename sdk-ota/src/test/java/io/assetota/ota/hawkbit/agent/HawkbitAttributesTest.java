package io.assetota.ota.hawkbit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.core.install.Installer;
import io.assetota.ota.Bundles;
import io.assetota.ota.UpdateAgent;
import io.assetota.testing.Answer;
import io.assetota.testing.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that refuses attributes: the others reach it, and its reason is told. */
class HawkbitAttributesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** HawkBit 1.1.0, {@code JpaControllerManagement.PATTERN}. */
  private static final String TAKEN =
      "[a-zA-Z0-9_\\-!@#$%^&*()+=\\[\\]{}|;:'\",.<>/\\\\?\\s]{0,128}";

  @TempDir private Path folder;
  private final Map<String, String> known = new ConcurrentHashMap<>();
  private ScriptedHawkbit server;
  private Installer device;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedHawkbit();
    device = Installer.open(folder.resolve("device"));
  }

  @AfterEach
  void stop() throws IOException {
    device.close();
    server.close();
  }

  /** Takes or refuses all that comes at once, as hawkBit does. */
  private void taking(BiPredicate<String, String> valid) {
    server.script =
        request ->
            request.is("PUT", ScriptedHawkbit.BASE + "/configData")
                ? Optional.of(take(request, valid))
                : Optional.empty();
  }

  private Answer take(Request request, BiPredicate<String, String> valid) throws IOException {
    JsonNode body = JSON.readTree(request.body());
    Map<String, String> sent = new LinkedHashMap<>();
    body.get("data").properties().forEach(e -> sent.put(e.getKey(), e.getValue().asText()));
    if (!sent.entrySet().stream().allMatch(e -> valid.test(e.getKey(), e.getValue()))) {
      JsonNode refusal = new Recordings().read("24-config-data-refused").get("response");
      return new Answer(
          refusal.get("status").asInt(), Map.of(), JSON.writeValueAsBytes(refusal.get("body")));
    }
    if (body.get("mode").asText().equals("replace")) {
      known.clear();
    }
    known.putAll(sent);
    return Answer.of(200);
  }

  private long puts() {
    return server.web.requests().stream().filter(r -> r.path().endsWith("/configData")).count();
  }

  @Test
  void whateverAssetsAreCalledHawkbitTakesTheAttributes() throws IOException {
    taking((name, value) -> value.matches(TAKEN));
    Map<String, byte[]> assets =
        Map.of(
            "Übersicht.png", new byte[9], "notes.txt~", new byte[9], "日".repeat(80), new byte[9]);
    UpdateAgent.forDevice(device).build().install(Bundles.build(folder.resolve("1"), 1, assets));
    server.agent(device).build().runOnce();
    assertThat(known)
        .containsEntry("app.name", "app.jar")
        .containsEntry("app.version", "1")
        .containsValue("%C3%9Cbersicht.png")
        .containsValue("notes.txt%7E");
    assertThat(puts()).isEqualTo(1);
  }

  private Map<String, String> attributes(int count) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      attributes.put("k" + i, "v" + i);
    }
    return attributes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 99})
  void aRefusedAttributeDoesNotStopTheOthers(int bad) throws IOException {
    taking((name, value) -> !name.equals("k" + bad));
    known.put("old", "gone");
    Map<String, String> refused = server.client(1).report(Optional.empty(), attributes(100));
    assertThat(refused)
        .containsOnlyKeys("k" + bad)
        .containsValue("status 400 (The given target attributes are invalid)");
    assertThat(known).hasSize(99).doesNotContainKey("old");
    assertThat(puts()).isLessThanOrEqualTo(16);
  }

  @Test
  void aFewRefusedOnesAreFoundInAFewRequests() throws IOException {
    taking((name, value) -> !name.matches("k(7|50|51)"));
    assertThat(server.client(1).report(Optional.empty(), attributes(100)))
        .containsOnlyKeys("k7", "k50", "k51");
    assertThat(known).hasSize(97);
    assertThat(puts()).isLessThan(40);
  }

  @Test
  void aServerThatRefusesHalfOfThemIsNotAskedForEver() throws IOException {
    taking((name, value) -> name.length() > 2 && Integer.parseInt(name.substring(1)) % 2 == 1);
    Map<String, String> refused = server.client(1).report(Optional.empty(), attributes(100));
    assertThat(puts()).isEqualTo(40);
    assertThat(refused.size() + known.size()).isEqualTo(100);
  }

  @Test
  void aServerThatRefusesAllGivesItsReasonAndIsAskedOnceAnHour() throws IOException {
    taking((name, value) -> false);
    assertThatThrownBy(() -> server.client(1).report(Optional.empty(), attributes(3)))
        .hasMessageContaining("status 400 (The given target attributes are invalid)");
    HawkbitAgent agent = server.agent(device).build();
    agent.runOnce();
    long asked = puts();
    agent.runOnce();
    agent.runOnce();
    assertThat(puts()).isEqualTo(asked);
  }

  /** Once at each poll, without pauses: what is behind it must not wait. */
  @Test
  void aServerThatIsBrokenForAttributesIsAskedOnceAPoll() throws IOException {
    server.script =
        request ->
            request.path().endsWith("/configData") ? Optional.of(Answer.of(500)) : Optional.empty();
    HawkbitAgent agent = server.agent(device, 5).build();
    agent.runOnce();
    assertThat(puts()).isLessThanOrEqualTo(2);
    assertThat(server.pauses).isEmpty();
  }
}
