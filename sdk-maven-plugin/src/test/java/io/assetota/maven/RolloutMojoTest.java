package io.assetota.maven;

import static io.assetota.maven.TestProject.MORNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.assetota.core.install.Installer;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.SigningKey;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.ota.hawkbit.agent.HawkbitDevice;
import io.assetota.ota.hawkbit.agent.HawkbitStep;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiCredentials;
import io.assetota.ota.hawkbit.ddi.DdiEndpoint;
import io.assetota.ota.http.HttpOptions;
import io.assetota.server.UpdateServer;
import io.assetota.testing.TestAuthority;
import io.assetota.testing.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.maven.plugin.AbstractMojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goal rollout, with a real server, and a device at its other side. */
class RolloutMojoTest {
  private static final String TOKEN = "operator-token-for-tests";
  private static final String GATEWAY_TOKEN = "gateway-token-for-tests";
  private static final Map<String, String> ENVIRONMENT = Map.of("ASSET_OTA_OPERATOR_TOKEN", TOKEN);

  @TempDir private Path folder;
  private final Settings settings = new Settings();
  private final SettingsDecrypter decrypter = mock(SettingsDecrypter.class);
  private UpdateServer server;
  private TestProject project;

  @BeforeEach
  void start() throws Exception {
    server =
        UpdateServer.builder(folder.resolve("server"))
            .port(0)
            .operatorToken(TOKEN)
            .gatewayToken(GATEWAY_TOKEN)
            .start();
    project = new TestProject(folder);
    project.jar(MORNING, Map.of("Main-Class", "com.example.Kiosk"));
    project.bundleMojo().execute();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RolloutMojo rollout(Map<String, String> environment) {
    RolloutMojo mojo =
        project.prepare(new RolloutMojo(new OperatorToken(settings, decrypter, environment)));
    mojo.server = server.url().toString();
    return mojo;
  }

  private HawkbitAgent agent(String device, UpdateAgentMaker updates) throws IOException {
    DdiEndpoint endpoint =
        new DdiEndpoint(
            server.url(), "DEFAULT", device, DdiCredentials.gatewayToken(GATEWAY_TOKEN));
    return HawkbitAgent.of(
            new DdiClient(endpoint, HttpOptions.defaults()),
            HawkbitDevice.openedForUpdates(folder.resolve(device), updates::make))
        .build();
  }

  /** Makes what installs on a device. */
  private interface UpdateAgentMaker {
    UpdateAgent make(Installer device) throws IOException;
  }

  private static CompletableFuture<Void> start(RolloutMojo mojo) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            mojo.execute();
          } catch (AbstractMojoExecutionException e) {
            throw new CompletionException(e);
          }
        });
  }

  @Test
  void waitsUntilTheDevicesSucceed() throws Exception {
    try (HawkbitAgent agent = agent("gw-7", device -> UpdateAgent.forDevice(device).build())) {
      agent.runOnce();
      RolloutMojo mojo = rollout(ENVIRONMENT);
      mojo.all = true;
      mojo.wait = true;
      CompletableFuture<Void> build = start(mojo);

      Waiting.until("the update", () -> agent.runOnce() == HawkbitStep.INSTALLED);
      build.get();
    }

    assertThat(project.log.lines)
        .contains(
            "INFO Release 1: kiosk 1.0.3",
            "INFO Rollout 1 delivers it to all devices of its platform.")
        .anyMatch(l -> l.contains("1 finished"))
        .noneMatch(l -> l.contains(TOKEN));
  }

  @Test
  void failsWithTheReasonsOfTheFirstDevices() throws Exception {
    Keyring trusted =
        Keyring.pinned("kiosk", KeyRole.anyOf(SigningKey.generate(new SecureRandom()).publicKey()));
    try (HawkbitAgent agent =
        agent("gw-7", device -> UpdateAgent.forDevice(device).trusting(trusted).build())) {
      agent.runOnce();
      RolloutMojo mojo = rollout(ENVIRONMENT);
      mojo.all = true;
      mojo.maxFailures = "1";
      mojo.wait = true;
      CompletableFuture<Void> build = start(mojo);

      Waiting.until("the failure", () -> agent.runOnce() == HawkbitStep.FAILED);

      assertThatThrownBy(build::get)
          .cause()
          .isInstanceOf(MojoFailureException.class)
          .hasMessageContainingAll("Rollout 1 did not succeed", "1 device: ", "signed", "gw-7");
    }
  }

  @Test
  void uploadsOnlyWithoutDevices() throws Exception {
    RolloutMojo mojo = rollout(ENVIRONMENT);

    mojo.execute();

    assertThat(project.log.lines)
        .contains("INFO Release 1: kiosk 1.0.3")
        .anyMatch(l -> l.startsWith("INFO Not assigned to devices yet"));
  }

  @Test
  void takesTheTokenFromAServerOfTheSettings() throws Exception {
    Server of = new Server();
    of.setId("updates");
    of.setPassword("{encrypted}");
    settings.addServer(of);
    Server decrypted = of.clone();
    decrypted.setPassword(TOKEN);
    decryptsTo(decrypted, List.of());
    RolloutMojo mojo = rollout(Map.of());
    mojo.serverId = "updates";

    mojo.execute();

    assertThat(project.log.lines).contains("INFO Release 1: kiosk 1.0.3");
  }

  private void decryptsTo(Server server, List<SettingsProblem> problems) {
    SettingsDecryptionResult result = mock(SettingsDecryptionResult.class);
    when(result.getServer()).thenReturn(server);
    when(result.getProblems()).thenReturn(problems);
    when(decrypter.decrypt(any())).thenReturn(result);
  }

  @Test
  void saysWhyThePasswordOfAServerIsNoToken() {
    RolloutMojo mojo = rollout(Map.of());
    mojo.serverId = "updates";
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("settings.xml has no server updates");
    Server of = new Server();
    of.setId("updates");
    settings.addServer(of);
    decryptsTo(of, List.of());
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("the password of the server updates in settings.xml is empty");
    decryptsTo(
        of,
        List.of(
            new DefaultSettingsProblem(
                "no master password", SettingsProblem.Severity.ERROR, "settings.xml", 1, 1, null)));
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("can't be decrypted", "no master password");
  }

  @Test
  void aWrongTokenIsRefusedAndNotQuoted() throws Exception {
    RolloutMojo mojo = rollout(Map.of());
    mojo.tokenFile = Files.writeString(folder.resolve("token"), "hunter2\n").toFile();

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("not an operator token")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void withoutATokenTheWaysToGiveOneAreNamed() {
    assertThatThrownBy(rollout(Map.of())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("<serverId>", "<tokenFile>", "ASSET_OTA_OPERATOR_TOKEN");
  }

  @Test
  void devicesInstallAsThePomSays() throws Exception {
    server.createDevice("gw-1");
    server.createDevice("gw-2");
    RolloutMojo mojo = rollout(ENVIRONMENT);
    mojo.devicesFrom =
        Files.writeString(folder.resolve("devices"), "gw-2 # the lab\n\ngw-1\n").toFile();
    mojo.mode = "Soft";
    mojo.window = "2:30-4:30 Europe/Berlin";
    mojo.confirm = true;
    mojo.first = "1";
    mojo.hold = true;
    mojo.force = true;

    mojo.execute();

    assertThat(project.log.lines)
        .contains(
            "INFO Rollout 1 delivers it to 2 listed devices.",
            "INFO Devices install it when it suits them, but only at 02:30-04:30 Europe/Berlin,"
                + " after their owners have agreed.");
  }

  @Test
  void trustsTheAuthorityOfAFile() throws Exception {
    server.close();
    TestAuthority authority = TestAuthority.make(folder.resolve("authority.p12"));
    Path key = authority.writeIdentity(folder.resolve("server.p12"), "127.0.0.1");
    server =
        UpdateServer.builder(folder.resolve("encrypted"))
            .port(0)
            .operatorToken(TOKEN)
            .tls(key, TestAuthority.PASSWORD)
            .start();
    RolloutMojo mojo = rollout(ENVIRONMENT);
    assertThatThrownBy(mojo::execute).hasMessageContaining("no trust in");

    mojo.ca = authority.writeCertificate(folder.resolve("ca.pem")).toFile();
    mojo.execute();

    assertThat(project.log.lines).contains("INFO Release 1: kiosk 1.0.3");
    mojo.ca = Files.writeString(folder.resolve("no-certificate"), "text").toFile();
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("no-certificate", "certificate");
  }

  @Test
  void whatIsEmptyOrUnknownIsRefusedBeforeTheServerIsAsked() {
    RolloutMojo mojo = rollout(ENVIRONMENT);
    mojo.server = "http://localhost:1";
    mojo.all = true;
    mojo.window = " ";
    assertThatThrownBy(mojo::execute).hasMessageContaining("<window> is empty");
    mojo.window = null;
    mojo.first = "";
    assertThatThrownBy(mojo::execute).hasMessageContaining("<first> is empty");
    mojo.first = null;
    mojo.mode = "hard";
    assertThatThrownBy(mojo::execute)
        .hasMessageContaining("<mode>: it is forced, soft or download_only");
    mojo.mode = null;
    mojo.hold = true;
    assertThatThrownBy(mojo::execute).hasMessageContaining("<hold> needs <first> or <waves>");
  }

  @Test
  void whatTheServerRefusesIsNotUploaded() throws Exception {
    RolloutMojo mojo = rollout(ENVIRONMENT);
    mojo.all = true;
    mojo.window = "at night";
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("02:30-04:30", "at night");
    mojo.window = "02:30-04:30";
    mojo.mode = "download_only";
    assertThatThrownBy(mojo::execute).hasMessageContaining("only fetch");
    mojo.all = false;
    mojo.devicesFrom = Files.writeString(folder.resolve("devices"), "# none\n").toFile();
    assertThatThrownBy(mojo::execute).hasMessageContaining("a list has 1 to 9000");
    mojo.devicesFrom = Files.writeString(folder.resolve("devices"), "gw-typo\n").toFile();
    mojo.mode = "forced";
    assertThatThrownBy(mojo::execute).hasMessageContaining("gw-typo");
    assertThat(folder.resolve("server/bundles")).isEmptyDirectory();
  }

  @Test
  void refusesWhatMakesNoSense() {
    RolloutMojo mojo = rollout(ENVIRONMENT);
    mojo.wait = true;
    assertThatThrownBy(mojo::execute).hasMessageContaining("<wait> needs devices");
    mojo.all = true;
    mojo.device = "gw-7";
    assertThatThrownBy(mojo::execute).hasMessageContaining("exclude each other");
    mojo.server = "http://user:hunter2@localhost:1";
    assertThatThrownBy(mojo::execute)
        .hasMessageContaining("<serverId>")
        .hasMessageNotContaining("hunter2");
  }
}
