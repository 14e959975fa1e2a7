package io.assetota.cli.fleet;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.HawkbitStub;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.server.UpdateServer;
import io.assetota.testing.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code migrate}, from the folder of a server that runs; its requests are tested elsewhere. */
class MigrateCommandTest {
  private static final String OPERATOR_TOKEN = "operator-token-for-tests";
  private static final String GATEWAY_TOKEN = "gateway-token-for-tests";

  /** Of all tests: they only read it, and a server takes a moment to start. */
  @TempDir static Path fleet;

  private static UpdateServer server;

  @TempDir Path folder;
  private HawkbitStub hawkbit;
  private Path newTokens;

  @BeforeAll
  static void makeFleet() throws IOException {
    server =
        UpdateServer.builder(fleet.resolve("data"))
            .port(0)
            .operatorToken(OPERATOR_TOKEN)
            .gatewayToken(GATEWAY_TOKEN)
            .start();
    Inputs inputs = new Inputs(fleet);
    server.publish(inputs.bundle("release.zip", 5, "a.txt", "text"));
    server.publish(inputs.bundle("other.zip", 5, "a.txt", "another text"));
    server.publish(inputs.bundle("blocked.zip", 6, "a.txt", "text"));
    operate("block", 3, "--reason", "too hot");
    server.createDevice("gw-1");
    server.createDevice("gw-2");
    operate("tag", "gw-2", "--add", "lab");
    asset_ota(
            "agent",
            "--home",
            fleet.resolve("home"),
            "--server",
            server.url(),
            "--device",
            "gw-3",
            "--gateway-token",
            GATEWAY_TOKEN,
            "--platform",
            "linux",
            "--once")
        .succeeds();
  }

  private static void operate(Object... more) {
    Object[] access = {"--server", server.url(), "--token", OPERATOR_TOKEN};
    Stream<Object> words = Stream.concat(Stream.of("fleet"), Arrays.stream(more));
    asset_ota(Stream.concat(words, Arrays.stream(access)).toArray()).succeeds();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void start() throws IOException {
    hawkbit = new HawkbitStub();
    newTokens = folder.resolve("tokens");
  }

  @AfterEach
  void stop() {
    hawkbit.close();
  }

  private Ran migrate(Object... more) {
    return migrateFrom(fleet.resolve("data"), more);
  }

  private Ran migrateFrom(Path data, Object... more) {
    Object[] command = {
      "migrate",
      "--from",
      data,
      "--hawkbit",
      hawkbit.url(),
      "--user",
      "admin",
      "--password",
      "secret"
    };
    return asset_ota(Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray());
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content + "\n");
  }

  @Test
  void aFleetIsBroughtOver() throws IOException {
    Ran ran =
        migrate("--gateway-token-file", file("token", GATEWAY_TOKEN), "--new-tokens", newTokens)
            .succeeds();
    assertThat(ran.out())
        .contains("Created the release app 5, ", "Created the release app 5+")
        .contains("Left out the release app 6: it is blocked (too hot).")
        .contains("Devices: 3, of which 3 created.", "Tags: 1 created, 1 given to devices.")
        .contains("hawkBit takes the gateway token.", "of which 2 got a new one");
    assertThat(ran.err()).isEmpty();
    assertThat(hawkbit.requests())
        .extracting(request -> request.method() + " " + request.pathWithoutQuery())
        .filteredOn(request -> !request.startsWith("GET"))
        .containsExactly(
            "POST /rest/v1/softwaremodules",
            "POST /rest/v1/softwaremodules/7/artifacts",
            "POST /rest/v1/distributionsets",
            "POST /rest/v1/softwaremodules",
            "POST /rest/v1/softwaremodules/7/artifacts",
            "POST /rest/v1/distributionsets",
            "POST /rest/v1/targets",
            "POST /rest/v1/targettags",
            "POST /rest/v1/targettags/7/assigned",
            "PUT /rest/v1/system/configs/authentication.targettoken.enabled",
            "PUT /rest/v1/system/configs/authentication.gatewaytoken.key",
            "PUT /rest/v1/system/configs/authentication.gatewaytoken.enabled");
    List<String> lines = Files.readAllLines(newTokens);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).matches("gw-1 [A-Za-z0-9_-]{43}");
    assertThat(lines.get(1)).startsWith("gw-2 ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(newTokens)))
        .isEqualTo("rw-------");
    String token = lines.get(0).substring("gw-1 ".length());
    assertThat(body("POST", "/rest/v1/targets")).contains("\"securityToken\":\"" + token + "\"");
    assertThat(ran.out()).doesNotContain(token).doesNotContain(GATEWAY_TOKEN);
    assertThat(newTokens.resolveSibling("tokens.new")).doesNotExist();

    migrate("--new-tokens", newTokens).succeeds();
    assertThat(newTokens).hasContent(lines.get(0) + "\n" + lines.get(1) + "\n");
  }

  private String body(String method, String path) {
    return hawkbit.requests().stream()
        .filter(request -> request.is(method, path))
        .map(Request::body)
        .findFirst()
        .orElse("");
  }

  @Test
  void aDryRunMakesNothing() throws IOException {
    JsonNode json =
        migrate(
                "--gateway-token-file",
                file("token", GATEWAY_TOKEN),
                "--new-tokens",
                newTokens,
                "--dry-run",
                "--json")
            .succeeds()
            .json();
    assertThat(json.path("dryRun").asBoolean()).isTrue();
    assertThat(json.path("releases")).hasSize(2);
    assertThat(json.at("/leftOut/0/blockedReason").asText()).isEqualTo("too hot");
    assertThat(json.path("devicesNew").asInt()).isEqualTo(3);
    assertThat(json.path("ownTokensNew").asInt()).isEqualTo(2);
    assertThat(json.path("gatewayTokenNew").asBoolean()).isTrue();
    assertThat(newTokens).doesNotExist();
    assertThat(hawkbit.requests()).isNotEmpty().allMatch(r -> r.method().equals("GET"));
  }

  @Test
  void withoutTokensItTellsWhoIsNotLetIn() {
    assertThat(migrate().succeeds().err())
        .contains("give the token with --gateway-token-file")
        .contains("tokens of devices that have one of their own (2)", "--new-tokens FILE");
    assertThat(body("PUT", "/rest/v1/system/configs/authentication.gatewaytoken.key")).isEmpty();
  }

  @Test
  void aTokenThatNoDeviceHasIsRefused() throws IOException {
    Ran ran = migrate("--gateway-token-file", file("token", "not-the-token-of-gateways")).fails();
    assertThat(ran.err()).contains("none of the 1 gateway tokens").doesNotContain("not-the-token");
    assertThat(hawkbit.requests()).isEmpty();
  }

  @Test
  void aFileOfSomethingElseIsKept() throws IOException {
    Path other = file("other", "gw-1 precious");
    assertThat(migrate("--new-tokens", other).fails().err())
        .contains("its line 1 is none of an earlier run")
        .doesNotContain("precious");
    assertThat(other).hasContent("gw-1 precious\n");
    assertThat(migrate("--new-tokens", folder).fails().err()).contains("is a folder, not a file");
    assertThat(hawkbit.requests()).isEmpty();
  }

  @Test
  void aReleaseWithoutItsBundleIsTold() throws IOException {
    try (Stream<Path> files = Files.list(fleet.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    assertThat(migrateFrom(folder).fails().err())
        .contains("the bundle of app 5 is missing: put " + folder.resolve("bundles"))
        .contains("or delete this release at the update server");
    assertThat(hawkbit.requests()).allMatch(request -> request.method().equals("GET"));
  }

  @Test
  void aFolderOfSomethingElseIsRefused() {
    assertThat(migrateFrom(folder).fails().err()).contains("is no data folder of an update server");
    asset_ota("migrate", "--hawkbit", hawkbit.url(), "--user", "u", "--password", "p")
        .isWrongUsage();
  }
}
