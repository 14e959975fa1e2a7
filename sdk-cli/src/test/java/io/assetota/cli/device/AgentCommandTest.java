package io.assetota.cli.device;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.bundle.BundleBuilder;
import io.assetota.cli.testing.BundleServer;
import io.assetota.cli.testing.HawkbitStub;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.AssetManager;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Platform;
import io.assetota.server.PublishedRelease;
import io.assetota.server.UpdateServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code agent}, with the update server of this SDK. */
class AgentCommandTest {
  private static final String DEVICE = "gw-7";
  private static final String OPERATOR = "operator-token-for-tests";
  private static final int ASSET = 120_000;

  @TempDir Path folder;
  private UpdateServer server;
  private Path home;
  private Path token;

  @BeforeEach
  void start() throws IOException {
    server =
        UpdateServer.builder(folder.resolve("server"))
            .port(0)
            .adminPassword("a password for tests")
            .operatorToken(OPERATOR)
            .start();
    home = folder.resolve("home");
    token = Files.writeString(folder.resolve("token"), server.createDevice(DEVICE) + "\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Eight assets that don't compress, one of which has this content. */
  private Path bundle(int version, int seedOfTheFourth) throws IOException {
    BundleBuilder builder =
        BundleBuilder.forApplication(new Inputs(folder).application(Platform.LINUX, version));
    for (int i = 0; i < 8; i++) {
      byte[] content = new byte[ASSET];
      new Random(i == 3 ? seedOfTheFourth : i).nextBytes(content);
      builder.asset("asset" + i + ".bin", content);
    }
    return builder.writeTo(folder.resolve("release-" + version + ".zip")).file();
  }

  private Ran agent(Object... options) {
    Object[] all = {
      "agent", "--home", home, "--server", server.url(), "--device", DEVICE, "--once"
    };
    Object[] args = new Object[all.length + options.length];
    System.arraycopy(all, 0, args, 0, all.length);
    System.arraycopy(options, 0, args, all.length, options.length);
    return asset_ota(args);
  }

  private PublishedRelease assign(Path bundle) throws IOException {
    PublishedRelease release = server.publish(bundle);
    server.assign(release, DEVICE);
    return release;
  }

  private JsonNode deviceAtTheServer() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve("/api/v1/devices/" + DEVICE))
            .header("Authorization", "Bearer " + OPERATOR)
            .build();
    return new ObjectMapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  @Test
  void oneChangedAssetOfEightMovesAloneFromTheServer() throws Exception {
    assertThat(agent("--token-file", token).succeeds().out()).contains("No update is available");
    assign(bundle(1, 3));

    Ran ran = agent("--token-file", token).succeeds();

    assertThat(ran.out()).contains("Transfers 8 of 8 assets", "is installed.");
    assertThat(AssetManager.look(home).missing()).isEmpty();
    assertThat(deviceAtTheServer().toString()).contains("FINISHED");
    long before = server.bytesSent();
    Path second = bundle(2, 77);
    assign(second);

    JsonNode json = agent("--token-file", token, "--json").succeeds().json();

    assertThat(json.path("outcome").asText()).isEqualTo("installed");
    assertThat(json.at("/updates/0/detail").asText()).isEqualTo("installed");
    assertThat(server.bytesSent() - before)
        .isGreaterThan(ASSET)
        .isLessThan(ASSET + Files.size(second) * 2 / 100);
    assertThat(AssetManager.look(home).application().orElseThrow().product().orElseThrow())
        .extracting("version")
        .isEqualTo(2);
    assertThat(agent("--token-file", token).succeeds().out()).contains("No update is available");
  }

  @Test
  void theCommandAfterAnUpdateRunsAndItsFailureIsReported() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("after.sh"),
            "echo told $1; test -d $ASSET_OTA_HOME/store || exit 4; env > "
                + folder
                + "/env; exit $1");
    assign(bundle(1, 3));
    Ran ran = agent("--token-file", token, "--on-update", "sh " + script + " 0").succeeds();
    assertThat(ran.err()).contains("told 0");
    assertThat(folder.resolve("env")).exists();
    assign(bundle(2, 3));

    Ran failed = agent("--token-file", token, "--on-update", "sh " + script + " 3");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out())
        .contains("failed: installed, but a hook failed: 'sh " + script + " 3' exited with code 3");
    assertThat(failed.out() + failed.err()).containsOnlyOnce("but a hook failed");
    assertThat(deviceAtTheServer().toString()).contains("ERROR");
  }

  @Test
  void anotherUpdaterIsNotDisturbed() throws Exception {
    agent("--token-file", token).succeeds();
    assign(bundle(1, 3));
    try (Installer other = Installer.open(home)) {
      assertThat(agent("--token-file", token).succeeds().out())
          .contains("waits: another process is updating the device");
      assertThat(other.status().application()).isEmpty();
    }
    assertThat(agent("--token-file", token).succeeds().out()).contains("is installed.");
  }

  private Path firmware(String platform) throws IOException {
    Platform device = Platform.byName(platform).orElseThrow();
    return BundleBuilder.forApplication(new Inputs(folder).application(device, 1))
        .asset("a.txt", new byte[9])
        .writeTo(folder.resolve(platform + ".zip"))
        .file();
  }

  /** Also one that is there and empty, as a service manager makes it. */
  @Test
  void aNewFolderIsForLinuxAndTakesNoFirmware() throws Exception {
    Files.createDirectory(home);
    assign(firmware("argon"));

    Ran ran = agent("--token-file", token);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("the application is for argon (12), and this device folder for linux (43)");
    assertThat(deviceAtTheServer().path("platform").asText()).isEqualTo("linux");
    assertThat(AssetManager.look(home).application()).isEmpty();
    assertThat(agent("--token-file", token, "--platform", "argon").fails().err())
        .contains("this device folder is for linux (43), not for argon (12): use another folder");
  }

  @Test
  void aFolderThatStandsInForAParticleDeviceIsKeptUpToDateAndNotRun() throws Exception {
    assign(firmware("argon"));

    agent("--token-file", token, "--platform", "argon").succeeds();

    assertThat(AssetManager.look(home).missing()).isEmpty();
    assertThat(AssetManager.look(home).application()).isPresent();
    assertThat(deviceAtTheServer().path("platform").asText()).isEqualTo("argon");
    assertThat(agent("--token-file", token).succeeds().out()).contains("No update is available");
    assertThat(asset_ota("run", "--home", home).fails().err())
        .contains(home + " is for argon (12)")
        .contains("run needs a device folder for linux (43)");
  }

  @Test
  void tokenAndHeadersAreNotShownToWhoHasTheBundle() throws Exception {
    Path headers = folder.resolve("headers");
    Files.writeString(headers, "Authorization: Bearer of-the-file\nX-Site: 7\n");
    byte[] bundle = Files.readAllBytes(bundle(1, 3));
    try (BundleServer elsewhere = BundleServer.of(bundle);
        HawkbitStub hawkbit = new HawkbitStub()) {
      hawkbit.offer(elsewhere.uri(), bundle.length);

      asset_ota(
              "agent",
              "--home",
              home,
              "--server",
              hawkbit.url(),
              "--device",
              HawkbitStub.DEVICE,
              "--once",
              "--token-file",
              token,
              "--header-file",
              headers)
          .succeeds();

      assertThat(hawkbit.ends()).containsExactly("success");
      assertThat(hawkbit.requests())
          .allMatch(request -> request.headers().get("authorization").startsWith("TargetToken "))
          .allMatch(request -> "7".equals(request.headers().get("x-site")));
      assertThat(elsewhere.requests())
          .isNotEmpty()
          .noneMatch(request -> request.headers().containsKey("authorization"))
          .noneMatch(request -> request.headers().containsKey("x-site"));
    }
  }

  @Test
  void aWrongTokenIsTold() {
    assertThat(agent("--token", "wrong-token-of-the-device").fails().err())
        .contains("401: are the token and the device's id right?")
        .doesNotContain("wrong-token");
  }

  @Test
  void whatCannotBeMeantIsWrongUsage() {
    assertThat(agent().isWrongUsage().err()).contains("--token-file", "ASSET_OTA_TOKEN");
    agent("--token", "a", "--token-file", token).isWrongUsage();
    agent("--token", "a b").isWrongUsage();
    agent("--token", "a", "--interval", "0s").isWrongUsage();
    asset_ota("agent", "--home", home, "--server", "ftp://x", "--device", "d", "--token", "a")
        .isWrongUsage();
    asset_ota("agent", "--home", home, "--server", server.url(), "--device", "..", "--token", "a")
        .isWrongUsage();
    asset_ota(
            "agent",
            "--home",
            home,
            "--server",
            server.url(),
            "--device",
            "d",
            "--token",
            "a",
            "--json")
        .isWrongUsage();
    assertThat(home).doesNotExist();
  }
}
