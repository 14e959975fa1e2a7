package io.assetota.ota.hawkbit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.model.AssetException;
import io.assetota.ota.Bundles;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Retries;
import io.assetota.ota.http.Timing;
import io.assetota.testing.Answer;
import io.assetota.testing.Request;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests of a release, and that nothing is made twice. */
class HawkbitPublisherTest {
  private static final String API = "/rest/v1/";
  private static final String ENTITY =
      "{\"id\":%d,\"name\":\"app\",\"version\":\"1\",\"type\":\"%s\"%s}";

  @TempDir private Path folder;
  private final List<Long> progress = new ArrayList<>();
  private WebServer server;
  private Path bundle;
  private boolean moduleThere;
  private String moduleType = "application";
  private String artifact = "";
  private boolean setThere;
  private int setModule = 7;
  private String setState = "";
  private String pattern = "\"1\"";

  @BeforeEach
  void start() throws IOException {
    server = WebServer.start(this::answer);
    bundle = Bundles.build(folder.resolve("app-1.zip"), 1, Bundles.noise(2, 50_000, 1));
  }

  @AfterEach
  void stop() {
    server.requireNoFailure();
    server.close();
  }

  private HawkbitPublisher publisher() {
    return new HawkbitPublisher(
        server.uri(),
        "admin",
        "pass:word",
        HttpOptions.defaults()
            .withRetries(new Retries(2, Duration.ofMillis(1), Duration.ofMillis(1)))
            .withTiming(Timing.system().withPause(duration -> {})));
  }

  private static Answer list(boolean there, String entity) {
    return Answer.json("{\"content\":[" + (there ? entity : "") + "],\"total\":1}");
  }

  /** As hawkBit does; it takes nothing that it would not take. */
  private Answer answer(Request request) {
    // "admin:pass:word"
    assertThat(request.header("Authorization")).hasValue("Basic YWRtaW46cGFzczp3b3Jk");
    if (request.is("GET", API + "softwaremodules") || request.is("GET", API + "distributionsets")) {
      String query = URLDecoder.decode(request.path(), StandardCharsets.UTF_8);
      assertThat(query).contains("?limit=50&offset=").endsWith("&q=" + query("app") + pattern);
      return request.path().contains("modules")
          ? list(moduleThere, ENTITY.formatted(7, moduleType, ""))
          : list(setThere, ENTITY.formatted(9, "app", ""));
    }
    if (request.method().equals("GET") && request.path().contains("types")) {
      return types(request);
    }
    if (request.is("POST", API + "softwaremodules")) {
      assertThat(request.header("Content-Type")).hasValue("application/json");
      assertThat(request.body())
          .isEqualTo("[{\"name\":\"app\",\"version\":\"1\",\"type\":\"application\"}]");
      moduleThere = true;
      moduleType = "application";
      return created("[" + ENTITY.formatted(7, moduleType, "") + "]");
    }
    if (request.is("GET", API + "softwaremodules/7/artifacts")) {
      return Answer.json("[" + artifact + "]");
    }
    if (request.is("POST", API + "softwaremodules/7/artifacts")) {
      return upload(request);
    }
    if (request.is("POST", API + "distributionsets")) {
      assertThat(request.body())
          .isEqualTo(
              "[{\"name\":\"app\",\"version\":\"1\",\"type\":\"app\",\"modules\":[{\"id\":7}]}]");
      setThere = true;
      return created("[" + ENTITY.formatted(9, "app", "") + "]");
    }
    if (request.is("GET", API + "distributionsets/9")) {
      return Answer.json(
          ENTITY.formatted(
              9,
              "app",
              setState + ",\"modules\":[{\"id\":" + setModule + ",\"type\":\"application\"}]"));
    }
    throw new AssertionError("unexpected: " + request);
  }

  private static String query(String name) {
    return "name==\"" + name + "\";version==";
  }

  private static Answer types(Request request) {
    return switch (request.pathWithoutQuery().substring(API.length())) {
      case "softwaremoduletypes" ->
          Answer.json("{\"content\":[{\"key\":\"application\"},{\"key\":\"os\"}]}");
      case "distributionsettypes" ->
          Answer.json(
              "{\"content\":[{\"id\":1,\"key\":\"os\"},{\"id\":2,\"key\":\"app\"},"
                  + "{\"id\":3,\"key\":\"os_app\"}]}");
      case "distributionsettypes/1/mandatorymoduletypes",
          "distributionsettypes/3/mandatorymoduletypes" ->
          Answer.json("[{\"key\":\"os\"}]");
      case "distributionsettypes/2/mandatorymoduletypes",
          "distributionsettypes/3/optionalmoduletypes" ->
          Answer.json("[{\"key\":\"application\"}]");
      default -> Answer.json("[]");
    };
  }

  private Answer upload(Request request) {
    String type = request.header("Content-Type").orElseThrow();
    assertThat(type).startsWith("multipart/form-data; boundary=");
    String boundary = type.substring(type.indexOf('=') + 1);
    assertThat(request.body())
        .startsWith(
            "--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"bundle.zip\"\r\n"
                + "Content-Type: application/zip\r\n\r\nPK")
        .endsWith("\r\n--" + boundary + "--\r\n");
    assertThat(request.header("Content-Length")).isPresent();
    String sha256 = request.path().replaceFirst(".*\\?sha256sum=", "");
    artifact = artifact(sha256);
    return created(artifact);
  }

  private static String artifact(String sha256) {
    return "{\"id\":3,\"providedFilename\":\"bundle.zip\",\"size\":1,\"hashes\":{\"sha256\":\"%s\"}}"
        .formatted(sha256);
  }

  private static Answer created(String json) {
    return new Answer(201, Map.of(), json.getBytes(StandardCharsets.UTF_8));
  }

  private Publication publish() throws IOException {
    return publisher().publish(bundle, named(), progress::add);
  }

  private static PublishOptions named() {
    return PublishOptions.DEFAULT.withNames(Optional.of("app"), Optional.empty());
  }

  private List<Request> posts() {
    return server.requests().stream().filter(r -> r.method().equals("POST")).toList();
  }

  @Test
  void aReleaseBecomesModuleArtifactAndSetOnce() throws IOException {
    Publication made = publish();
    assertThat(made.module()).hasValue(7);
    assertThat(made.distributionSet()).hasValue(9);
    assertThat(made.version()).isEqualTo("1");
    assertThat(made.moduleNew() && made.artifactNew() && made.setNew()).isTrue();
    assertThat(progress).isNotEmpty().isSorted().endsWith(Files.size(bundle));
    assertThat(posts()).hasSize(3);

    Publication again = publish();
    assertThat(again.moduleNew() || again.artifactNew() || again.setNew()).isFalse();
    assertThat(again.module()).hasValue(7);
    assertThat(posts()).hasSize(3);
  }

  @Test
  void whatWasCutOffGoesOn() throws IOException {
    moduleThere = true;
    assertThat(publish().moduleNew()).isFalse();
    assertThat(posts()).hasSize(2);
  }

  @Test
  void aPreviewMakesNothing() throws IOException {
    Publication preview = publisher().preview(bundle, named());
    assertThat(preview.moduleNew() && preview.artifactNew() && preview.setNew()).isTrue();
    assertThat(preview.module()).isEmpty();
    assertThat(posts()).isEmpty();
  }

  @Test
  void anotherBundleUnderTheSameVersionIsAnError() throws IOException {
    moduleThere = true;
    artifact = artifact("ff".repeat(32));
    assertThatThrownBy(this::publish)
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("app 1 is there with another bundle, of SHA-256 ffff");
    assertThat(posts()).isEmpty();
  }

  @Test
  void aSetOfOtherModulesIsAnError() throws IOException {
    moduleThere = true;
    setThere = true;
    setModule = 8;
    assertThatThrownBy(this::publish).hasMessageContaining("with other software modules");
    assertThat(posts()).isEmpty();
  }

  /** It was "Published. Next: assign", and then hawkBit said no. */
  @Test
  void anInvalidatedSetIsAnError() throws IOException {
    publish();
    setState = ",\"valid\":false,\"complete\":true";
    assertThatThrownBy(this::publish)
        .hasMessageContaining("app 1 is there, but it was invalidated, so it can't be assigned");
    assertThatThrownBy(() -> publisher().preview(bundle, named()))
        .hasMessageContaining("invalidated");
  }

  @Test
  void anIncompleteSetIsAnError() throws IOException {
    publish();
    setState = ",\"valid\":true,\"complete\":false";
    assertThatThrownBy(this::publish).hasMessageContaining("modules of its type are missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nope|app|the server has no module type nope, but application, os (--type)",
        "application|nope|the server has no distribution set type nope, but os, app, os_app",
        "application|os|a distribution set of type os has no software module of type application",
        "application|os_app|a distribution set of type os_app needs a software module of type os,"
            + " too"
      })
  void aWrongTypeIsFoundBeforeAnythingIsMade(String type, String setType, String message) {
    assertThatThrownBy(
            () -> publisher().publish(bundle, named().withTypes(type, setType), progress::add))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining(message);
    assertThat(posts()).isEmpty();
  }

  /** hawkBit replaces the first before it reads the query, and the others mean something in it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a ${NOW_TS} b|a *NOW*TS* b",
        "a*b|a*b",
        "it's \"q\"|it*s *q*",
        "a;b,c|a*b*c",
        "back\\slash|back*slash",
        "(100%)|*100*",
        "Übersicht|*bersicht"
      })
  void aNameOfAnyCharactersIsFoundAgain(String name, String wanted) throws IOException {
    List<String> queries = new ArrayList<>();
    try (WebServer odd =
        WebServer.start(
            request -> {
              queries.add(URLDecoder.decode(request.path(), StandardCharsets.UTF_8));
              // The first page is full of others that look like it.
              boolean first = request.path().contains("offset=0&");
              return list(
                  true,
                  first
                      ? (entity("x" + name) + ",").repeat(49) + entity("y" + name)
                      : entity(name));
            })) {
      ManagementApi api = new ManagementApi(odd.uri(), "a", "b", HttpOptions.defaults());
      assertThat(api.find(ManagementApi.SETS, name, "1")).hasSize(1);
      assertThat(queries).hasSize(2).allMatch(q -> q.contains(query(wanted)));
    }
  }

  private static String entity(String name) {
    return new ObjectMapper()
        .createObjectNode()
        .put("id", 1)
        .put("name", name)
        .put("version", "1")
        .toString();
  }

  @Test
  void aNameThatAThousandLookLikeIsAnError() throws IOException {
    try (WebServer full =
        WebServer.start(
            request -> list(true, (entity("other") + ",").repeat(49) + entity("other")))) {
      ManagementApi api = new ManagementApi(full.uri(), "a", "b", HttpOptions.defaults());
      assertThatThrownBy(() -> api.find(ManagementApi.SETS, "***", "1"))
          .hasMessageContaining("more than 1000 distributionsets whose names look like \"***\"");
    }
  }

  /** hawkBit tells modules of the same name and version apart by their type. */
  @Test
  void aModuleOfAnotherTypeIsAnotherOne() throws IOException {
    moduleThere = true;
    moduleType = "os";
    assertThat(publish().moduleNew()).isTrue();
    assertThat(posts()).hasSize(3);
  }

  @Test
  void aBundleThatIsNotValidIsNotPublished() throws IOException {
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[bytes.length / 2] ^= 1;
    Files.write(bundle, bytes);
    assertThatThrownBy(this::publish).isInstanceOf(BundleException.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void whatHawkbitRefusesIsToldInItsWords() throws IOException {
    try (WebServer refusing =
        WebServer.start(
            request ->
                new Answer(
                    403, Map.of(), "{\"message\":\"quota\"}".getBytes(StandardCharsets.UTF_8)))) {
      HawkbitPublisher publisher =
          new HawkbitPublisher(refusing.uri(), "admin", "x", HttpOptions.defaults());
      assertThatThrownBy(() -> publisher.preview(bundle, named()))
          .hasMessageContaining("status 403 (quota): may this user make");
    }
  }

  @Test
  void anUploadThatIsTooLargeForTheServerNamesItsLimit() throws IOException {
    try (WebServer refusing = WebServer.start(request -> new Answer(413, Map.of(), new byte[0]))) {
      HawkbitPublisher publisher =
          new HawkbitPublisher(refusing.uri(), "admin", "x", HttpOptions.defaults());
      assertThatThrownBy(() -> publisher.preview(bundle, named()))
          .hasMessageContainingAll("413", "max-file-size", "client_max_body_size");
    }
  }
}
