package io.assetota.ota.hawkbit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Strings;
import io.assetota.core.install.Installer;
import io.assetota.ota.Bundles;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import io.assetota.testing.Answer;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that nobody should trust: what it sends, and where it wants the token. */
class HostileHawkbitTest {
  @TempDir private Path folder;
  private ScriptedHawkbit server;
  private Installer device;
  private Path bundle;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedHawkbit();
    device = Installer.open(folder.resolve("device"));
    bundle = Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(2, 20_000, 1));
    server.offer("1", bundle);
  }

  @AfterEach
  void stop() throws IOException {
    device.close();
    server.close();
  }

  private HawkbitStep run() throws IOException {
    return server.agent(device).build().runOnce();
  }

  /** Answers polls or deployments with this. */
  private void answering(String path, String json) {
    server.script =
        request ->
            request.is("GET", ScriptedHawkbit.BASE + path)
                ? Optional.of(Answer.json(json))
                : Optional.empty();
  }

  private void assertProtocolError(String message) {
    assertThatThrownBy(this::run)
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PROTOCOL))
        .hasMessageContaining(message);
    assertThat(server.heard("closed")).isEmpty();
    assertThat(device.status().application()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]x",
        "[]",
        "null",
        "7",
        "true",
        "\"nothing\"",
        "",
        "nonsense",
        "{\"config\":[]}",
        "{\"config\":{\"polling\":{\"sleep\":5.5}}}",
        "{\"config\":{\"polling\":{\"sleep\":\"-1:00:00\"}}}",
        "{\"config\":{\"polling\":{\"sleep\":\"99999999999:00:00\"}}}",
        "{\"_links\":7}",
        "{\"_links\":{\"deploymentBase\":{}}}",
        "{\"_links\":{\"deploymentBase\":{\"href\":{}}}}",
        "{\"_links\":{\"deploymentBase\":{\"href\":\"file:///etc/passwd\"}}}",
        "{\"_links\":{\"deploymentBase\":{\"href\":\"jar:http://localhost/x!/y\"}}}",
        "{\"_links\":{\"cancelAction\":{\"href\":\"http:///nowhere\"}}}",
        "{\"_links\":{},\"_links\":{}}"
      })
  void aPollOfAnotherForm(String json) {
    answering("", json);
    assertProtocolError("");
  }

  @Test
  void anEndlessAnswer() {
    answering("", "{\"x\":\"" + "x".repeat(600_000) + "\"}");
    assertProtocolError("more than 524288 bytes");
  }

  @Test
  void aDeepAnswer() {
    answering("", Strings.repeat("[", 200_000));
    assertProtocolError("is nested more than 32 deep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":1,\"deployment\":{\"download\":\"now\",\"update\":\"forced\"}}",
        "{\"id\":\"1\",\"deployment\":{\"download\":\"forced\",\"update\":true}}",
        "{\"id\":\"1\",\"deployment\":{\"download\":\"forced\",\"update\":\"forced\",\"chunks\":7}}",
        "{\"id\":\"1\",\"deployment\":{\"download\":\"forced\",\"update\":\"forced\","
            + "\"maintenanceWindow\":\"maybe\"}}",
        "{\"id\":\"1\",\"deployment\":{\"download\":\"forced\",\"update\":\"forced\",\"chunks\":["
            + "{\"part\":\"a\",\"name\":\"b\",\"version\":\"c\",\"artifacts\":["
            + "{\"filename\":\"x.zip\",\"size\":-1}]}]}}"
      })
  void aDeploymentOfAnotherForm(String json) {
    answering("/deploymentBase/1", json);
    assertProtocolError("the answer of http://");
  }

  private static String deployment(String chunks) {
    return "{\"id\":\"1\",\"deployment\":{\"download\":\"forced\",\"update\":\"forced\",\"chunks\":["
        + chunks
        + "]}}";
  }

  private static String chunk(String artifacts) {
    return "{\"part\":\"bApp\",\"name\":\"n\",\"version\":\"1\",\"artifacts\":[" + artifacts + "]}";
  }

  private static String artifact(String name, String href) {
    return "{\"filename\":\"%s\",\"size\":4,\"_links\":{\"download\":{\"href\":\"%s\"}}}"
        .formatted(name, href);
  }

  @Test
  void aThousandChunks() {
    answering("/deploymentBase/1", deployment(Strings.repeat(chunk("") + ",", 999) + chunk("")));
    assertProtocolError("deployment.chunks has 1000 elements; at most 64 are allowed");
  }

  private void assertFails(String chunks, String message) throws IOException {
    answering("/deploymentBase/1", deployment(chunks));
    assertThat(run()).isEqualTo(HawkbitStep.FAILED);
    assertThat(server.heard("closed")).containsExactly("closed failure " + message);
  }

  @Test
  void noArtifact() throws IOException {
    assertFails(
        chunk(""),
        "the software module has 0 artifacts whose name ends in .zip: exactly one is needed");
  }

  @Test
  void twoArtifacts() throws IOException {
    assertFails(
        chunk(artifact("a.zip", "http://localhost/a") + "," + artifact("b.zip", "http://x/b")),
        "the software module has 2 artifacts whose name ends in .zip: exactly one is needed");
  }

  @Test
  void twoModules() throws IOException {
    assertFails(
        chunk(artifact("a.zip", "http://localhost/a")) + "," + chunk(""),
        "the distribution set has 2 software modules: exactly one is needed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://localhost/x", "http:x", "http://[", "::"})
  void aLinkThatIsNone(String href) throws IOException {
    assertFails(
        chunk(artifact("a.zip", href)),
        "the artifact a.zip has no link that begins with http or https");
  }

  @Test
  void anArtifactOfAnotherLength() throws IOException {
    HawkbitAgent agent = server.agent(device).build();
    server.script =
        request ->
            request.path().equals("/artifact")
                ? Optional.of(new RangedFile(new byte[100_000]).answer(request))
                : Optional.empty();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(agent::runOnce).hasMessageContaining("100000 bytes, but the server says");
    }
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.FAILED);
  }

  @Test
  void theTokenStaysWhenTheArtifactIsElsewhere() throws IOException {
    try (WebServer other = WebServer.start(request -> server.artifact.answer(request))) {
      server.artifactLinks =
          "\"download\": {\"href\": \""
              + other.uri()
              + "/cdn\"},"
              + "\"download-http\": {\"href\": \"%s/never\"}";
      assertThat(run()).isEqualTo(HawkbitStep.INSTALLED);
      assertThat(other.requests()).isNotEmpty().allMatch(r -> r.header("Authorization").isEmpty());
      assertThat(server.web.requests())
          .allMatch(r -> r.header("Authorization").equals(Optional.of(ScriptedHawkbit.TOKEN)));
    }
  }

  /** A proxy before hawkBit that doesn't say under which address it is asked. */
  @Test
  void aWithheldTokenIsToldAsThat() throws IOException {
    try (WebServer inside = WebServer.start(request -> Answer.of(401))) {
      server.artifactLinks = "\"download-http\": {\"href\": \"" + inside.uri() + "/artifact\"}";
      assertThatThrownBy(this::run)
          .hasMessageContaining("401")
          .hasMessageContaining("the token was withheld, as it is sent to " + server.web.uri())
          .hasMessageContaining("X-Forwarded-Proto");
      answering(
          "", "{\"_links\":{\"deploymentBase\":{\"href\":\"" + inside.uri() + "/deployment\"}}}");
      assertThatThrownBy(this::run)
          .hasMessageContaining("the token was withheld, as it is sent to " + server.web.uri());
    }
  }

  @Test
  void theTokenStaysWhenItIsRedirected() throws IOException {
    try (WebServer other = WebServer.start(request -> server.artifact.answer(request))) {
      server.script =
          request ->
              request.path().equals("/artifact")
                  ? Optional.of(
                      ScriptedHawkbit.status(302, Map.of("Location", other.uri() + "/cdn")))
                  : Optional.empty();
      assertThat(run()).isEqualTo(HawkbitStep.INSTALLED);
      assertThat(other.requests()).isNotEmpty().allMatch(r -> r.header("Authorization").isEmpty());
    }
  }

  @Test
  void theTokenStaysWhenPollsAndLinksLeadElsewhere() throws IOException {
    try (WebServer other =
        WebServer.start(
            request -> request.method().equals("GET") ? Answer.json("{}") : Answer.of(401))) {
      server.script =
          request ->
              request.is("GET", ScriptedHawkbit.BASE)
                  ? Optional.of(
                      ScriptedHawkbit.status(307, Map.of("Location", other.uri() + "/poll")))
                  : Optional.empty();
      assertThat(run()).isEqualTo(HawkbitStep.IDLE);
      URI there = other.uri();
      for (String link : new String[] {"deploymentBase", "confirmationBase", "cancelAction"}) {
        answering("", "{\"_links\":{\"%s\":{\"href\":\"%s/x\"}}}".formatted(link, there));
        assertThatThrownBy(this::run).isInstanceOf(SourceException.class);
      }
      answering("", "{\"_links\":{\"configData\":{\"href\":\"%s/x\"}}}".formatted(there));
      assertThat(run()).isEqualTo(HawkbitStep.IDLE);
      // Two polls of a device that is new, one for each link, and its attributes.
      assertThat(other.requests()).hasSize(6).allMatch(r -> r.header("Authorization").isEmpty());
    }
  }

  @Test
  void whatIsPostedIsNotRedirected() throws IOException {
    try (WebServer other = WebServer.start(request -> Answer.of(200))) {
      server.script =
          request ->
              request.method().equals("GET")
                  ? Optional.empty()
                  : Optional.of(
                      ScriptedHawkbit.status(307, Map.of("Location", other.uri() + "/feedback")));
      assertThatThrownBy(this::run).hasMessageContaining("answered with status 307");
      assertThat(other.requests()).isEmpty();
    }
  }
}
