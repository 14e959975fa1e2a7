package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console lets nobody do. */
class ConsoleSecurityTest {
  private static final String SCRIPT = "<script>alert(1)</script>\"'&";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-01T10:00:00Z"));
  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        new TestServer(
            TestServer.builder(folder.resolve("data"))
                .clock(now::get)
                .maxBundleSize(1_000_000)
                .start());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/devices/gw", "/releases", "/releases/1", "/rollouts", "/settings"})
  void showsNothingWithoutLogin(String path) {
    HttpResponse<String> response = new ConsoleClient(server).get(path);
    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location").orElse("")).startsWith("/login?to=");
  }

  @Test
  void setsHeadersEverywhere() {
    ConsoleClient client = ConsoleClient.loggedIn(server);
    for (String path : new String[] {"/", "/login", "/console.css", "/nothing", base("gw")}) {
      HttpResponse<String> response = client.get(path);
      assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
          .doesNotContain("unsafe");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
      assertThat(response.headers().firstValue("Server")).isEmpty();
    }
    assertThat(client.get("/").headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void givesCookiesThatScriptsAndOtherSitesDoNotGet() {
    String cookie =
        new ConsoleClient(server)
            .login(TestServer.PASSWORD)
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
  }

  @Test
  void refusesTheWrongPasswordAndThenEvenTheRightOne() {
    ConsoleClient client = new ConsoleClient(server);
    for (int i = 0; i < 5; i++) {
      assertThat(client.login("wrong password " + i).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> sixth = client.login(TestServer.PASSWORD);
    assertThat(sixth.statusCode()).isEqualTo(429);
    assertThat(sixth.headers().firstValue("Retry-After")).hasValue("300");
    now.updateAndGet(t -> t.plus(Duration.ofMinutes(5)));
    assertThat(client.login(TestServer.PASSWORD).statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "", "/a b"})
  void leadsNowhereElseAfterLogin(String to) {
    HttpResponse<String> response =
        new ConsoleClient(server)
            .submit("/login", "user", "admin", "password", TestServer.PASSWORD, "to", to);
    assertThat(response.headers().firstValue("Location")).hasValue("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/devices",
        "/devices/gw/token",
        "/devices/gw/delete",
        "/rollouts",
        "/rollouts/1/cancel",
        "/settings/tokens",
        "/settings/password",
        "/logout",
        "/releases/1/delete"
      })
  void refusesFormsWithoutTheSessionsToken(String path) throws IOException {
    server.get(base("gw"));
    ConsoleClient client = ConsoleClient.loggedIn(server);
    String csrf = client.csrf();
    assertThat(client.submit(path, "id", "x").statusCode()).isEqualTo(403);
    assertThat(client.submit(path, "id", "x", "csrf", "wrong").statusCode()).isEqualTo(403);
    String ofAnother = ConsoleClient.loggedIn(server).csrf();
    assertThat(client.submit(path, "id", "x", "csrf", ofAnother).statusCode()).isEqualTo(403);
    assertThat(
            server
                .send(client.form(path, "csrf", csrf).header("Origin", "https://evil.example"))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            server
                .send(client.form(path, "csrf", csrf).header("Sec-Fetch-Site", "cross-site"))
                .statusCode())
        .isEqualTo(403);
    assertThat(new ConsoleClient(server).submit(path, "csrf", csrf).statusCode()).isEqualTo(403);
    assertThat(server.get(base("gw")).isObject()).isTrue();
  }

  @Test
  void refusesUploadsWithoutTheSessionsToken() throws IOException {
    byte[] bundle = Files.readAllBytes(TestBundles.small(folder, 1));
    ConsoleClient client = ConsoleClient.loggedIn(server);
    assertThat(client.upload("wrong", bundle, "x").statusCode()).isEqualTo(403);
    assertThat(new ConsoleClient(server).upload(client.csrf(), bundle, "x").statusCode())
        .isEqualTo(403);
    assertThat(client.page("/releases")).contains("None yet");
    assertThat(folder.resolve("data/incoming")).isEmptyDirectory();
  }

  @Test
  void escapesWhateverDevicesAndBundlesSay() throws IOException {
    String said = TestServer.JSON.writeValueAsString(SCRIPT);
    server.get(base("gw"));
    assertThat(
            server.put(
                base("gw") + "/configData",
                "{\"mode\":\"merge\",\"data\":{\"app\":\"linux 1\",\"k<script>\":%s,\"app.product\":%s,\"asset.1.name\":%s,\"asset.1.state\":\"available 5 4096 %s\"}}"
                    .formatted(said, said, said, "ab".repeat(32))))
        .isEqualTo(200);
    ConsoleClient client = ConsoleClient.loggedIn(server);
    byte[] bundle = Files.readAllBytes(TestBundles.small(folder, 1));
    HttpResponse<String> upload = client.upload(client.csrf(), bundle, "Kiosk " + SCRIPT);
    assertThat(upload.statusCode()).isEqualTo(303);
    client.submitAndFollow("/rollouts", "release", "1", "device", "gw");
    String action = server.begin("gw");
    assertThat(
            server.post(
                base("gw") + "/deploymentBase/" + action + "/feedback",
                TestServer.feedback("proceeding", "none", said)))
        .isEqualTo(200);
    for (String path :
        new String[] {"/", "/devices/gw", "/releases", "/releases/1", "/rollouts", "/rollouts/1"}) {
      assertThat(client.page(path)).as(path).doesNotContain("<script>", "alert(1)</");
    }
    assertThat(client.page("/devices/gw")).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(client.page("/?q=%22%3E%3Cscript%3E")).doesNotContain("<script>");
    assertThat(client.get("/login?to=/%22%3E%3Cscript%3E").body()).doesNotContain("<script>");
  }

  @Test
  void keepsNoSecretReadable() throws IOException {
    ConsoleClient client = ConsoleClient.loggedIn(server);
    String page = client.submitAndFollow("/devices", "id", "gw");
    String token = page.replaceFirst("(?s).*class=\"secret\">([^<]+)<.*", "$1");
    assertThat(token).hasSizeGreaterThan(40);
    assertThat(client.page("/devices/gw")).doesNotContain(token);
    assertThat(
            server
                .send(server.request(base("gw")).header("Authorization", "TargetToken " + token))
                .statusCode())
        .isEqualTo(200);
    server.close();
    String database = new String(Files.readAllBytes(folder.resolve("data/server.db")), UTF_8);
    assertThat(database)
        .doesNotContain(token)
        .doesNotContain(TestServer.GATEWAY_TOKEN)
        .doesNotContain(TestServer.OPERATOR_TOKEN)
        .doesNotContain(TestServer.PASSWORD);
  }

  @Test
  void endsSessions() {
    ConsoleClient client = ConsoleClient.loggedIn(server);
    now.updateAndGet(t -> t.plus(Duration.ofMinutes(119)));
    assertThat(client.get("/settings").statusCode()).isEqualTo(200);
    now.updateAndGet(t -> t.plus(Duration.ofMinutes(121)));
    assertThat(client.get("/settings").statusCode()).isEqualTo(303);
    ConsoleClient second = ConsoleClient.loggedIn(server);
    second.submitAndLogOut();
    assertThat(second.get("/settings").statusCode()).isEqualTo(303);
  }

  @Test
  void changesThePassword() {
    ConsoleClient client = ConsoleClient.loggedIn(server);
    ConsoleClient other = ConsoleClient.loggedIn(server);
    assertThat(
            client.submitAndFollow("/settings/password", "old", "wrong", "new", "longer than ten"))
        .contains("The old password is wrong");
    assertThat(client.submitAndFollow("/settings/password", "old", TestServer.PASSWORD, "new", "x"))
        .contains("10 to 256 characters");
    assertThat(
            client.submitAndFollow(
                "/settings/password", "old", TestServer.PASSWORD, "new", "longer than ten"))
        .contains("is changed");
    assertThat(other.get("/settings").statusCode()).isEqualTo(303);
    assertThat(other.login(TestServer.PASSWORD).statusCode()).isEqualTo(401);
    assertThat(other.login("longer than ten").statusCode()).isEqualTo(303);
  }

  @Test
  void refusesTooMuch() {
    ConsoleClient client = ConsoleClient.loggedIn(server);
    assertThat(client.submit("/devices", "id", "x".repeat(20_000)).statusCode()).isEqualTo(413);
    assertThat(client.upload(client.csrf(), new byte[1_200_000], "big").statusCode())
        .isEqualTo(413);
    assertThat(server.post(base("gw") + "/deploymentBase/1/feedback", "{}")).isEqualTo(404);
    assertThat(
            server
                .send(
                    server
                        .operator("/api/v1/releases")
                        .POST(BodyPublishers.ofByteArray(new byte[1_200_000])))
                .statusCode())
        .isEqualTo(413);
    assertThat(server.send(server.request("/").header("X-Long", "x".repeat(10_000))).statusCode())
        .isEqualTo(431);
    assertThat(folder.resolve("data/incoming")).isEmptyDirectory();
  }

  @Test
  void rejectsBundlesAndSaysWhy() throws IOException {
    byte[] bundle = Files.readAllBytes(TestBundles.small(folder, 1));
    bundle[100] ^= 1;
    ConsoleClient client = ConsoleClient.loggedIn(server);
    HttpResponse<String> response = client.upload(client.csrf(), bundle, "");
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("The bundle was rejected", "<li>");
    assertThat(client.upload(client.csrf(), "no zip at all".getBytes(UTF_8), "").statusCode())
        .isEqualTo(422);
    assertThat(client.upload(client.csrf(), new byte[0], "").statusCode()).isEqualTo(400);
    assertThat(folder.resolve("data/incoming")).isEmptyDirectory();
    assertThat(folder.resolve("data/bundles")).isEmptyDirectory();
  }
}
