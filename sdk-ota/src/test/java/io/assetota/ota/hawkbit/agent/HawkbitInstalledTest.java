package io.assetota.ota.hawkbit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.install.Installer;
import io.assetota.ota.Bundles;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.http.Timing;
import io.assetota.testing.Answer;
import io.assetota.testing.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server is told of applications that came by other means, and what it is not told. */
class HawkbitInstalledTest {
  @TempDir private Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private ScriptedHawkbit server;
  private Installer device;
  private Path first;
  private Path second;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedHawkbit();
    device = Installer.open(folder.resolve("device"));
    first = Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(1, 1_000, 1));
    second = Bundles.build(folder.resolve("2.zip"), 2, Bundles.noise(1, 1_000, 2));
  }

  @AfterEach
  void stop() throws IOException {
    device.close();
    server.close();
  }

  private void flash(Path bundle) throws IOException {
    UpdateAgent.forDevice(device).allowingDowngrade().build().install(bundle);
  }

  private HawkbitAgentBuilder agent() throws IOException {
    return server.agent(device);
  }

  /** What was told, each as name and version. */
  private List<String> told() {
    return puts().stream()
        .map(r -> r.body().replaceAll("\\{\"name\":\"(.*)\",\"version\":\"(.*)\"}", "$1 $2"))
        .toList();
  }

  private List<Request> puts() {
    return server.web.requests().stream()
        .filter(r -> r.is("PUT", ScriptedHawkbit.BASE + "/installedBase"))
        .toList();
  }

  private void brought(Path bundle, String version) throws IOException {
    server.release = version;
    server.offer("b" + version, bundle);
    assertThat(agent().build().runOnce()).isEqualTo(HawkbitStep.INSTALLED);
  }

  @Test
  void aLocalInstallationIsToldOnceAndOneOfAnActionIsNot() throws IOException {
    brought(first, "1");
    HawkbitAgent agent = agent().build();
    agent.runOnce();
    assertThat(told()).isEmpty();
    flash(second);
    agent.runOnce();
    agent.runOnce();
    assertThat(told()).containsExactly("kiosk 2");
    assertThat(server.installed).isEqualTo("kiosk 2");
  }

  @Test
  void whatADeviceWasMadeWithIsNotTold() throws IOException {
    flash(first);
    agent().build().runOnce();
    agent().build().runOnce();
    assertThat(told()).isEmpty();
  }

  @Test
  void whatANewDeviceGetsByOtherMeansIsTold() throws IOException {
    agent().build().runOnce();
    flash(first);
    agent().releasesNamed("terminal").build().runOnce();
    assertThat(told()).containsExactly("terminal 1");
  }

  @Test
  void aDeviceWithoutAKnownNameTellsThatOfItsFile() throws IOException {
    agent().build().runOnce();
    flash(first);
    agent().build().runOnce();
    assertThat(told()).containsExactly("app.jar 1");
  }

  /** HawkBit would answer 200 and do nothing. */
  @Test
  void nothingIsToldWhileAnActionIsPending() throws IOException {
    brought(first, "1");
    flash(second);
    server.release = "3";
    server.offer("3", second);
    server.confirming = true;
    HawkbitAgent agent = agent().build();
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(told()).isEmpty();
    server.forceQuit();
    server.confirming = false;
    agent.runOnce();
    assertThat(told()).containsExactly("kiosk 2");
    assertThat(server.installed).isEqualTo("kiosk 2");
  }

  /** An action that came between the poll and the word: 200 is not taken for told. */
  @Test
  void whatTheServerLetsPassIsToldAgain() throws IOException {
    brought(first, "1");
    flash(second);
    server.script =
        request -> {
          if (request.is("PUT", ScriptedHawkbit.BASE + "/installedBase")) {
            server.script = any -> Optional.empty();
            return Optional.of(Answer.of(200));
          }
          return Optional.empty();
        };
    HawkbitAgent agent = at(agent()).build();
    agent.runOnce();
    agent.runOnce();
    now.set(now.get().plus(Duration.ofHours(2)));
    agent.runOnce();
    assertThat(server.installed).isEqualTo("kiosk 2");
  }

  private HawkbitAgentBuilder at(HawkbitAgentBuilder builder) {
    Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now.get();
          }
        };
    return builder.timing(Timing.system().withClock(clock), Duration.ofHours(1));
  }

  /** An invalidated set, a name that is ambiguous, and one that nobody has made yet. */
  @ParameterizedTest
  @ValueSource(ints = {400, 500, 404})
  void aRefusedWordDoesNotStopTheAttributesAndIsNotSaidAtEachPoll(int status) throws IOException {
    brought(first, "1");
    flash(second);
    server.script =
        request ->
            request.is("PUT", ScriptedHawkbit.BASE + "/installedBase")
                ? Optional.of(Answer.of(status))
                : Optional.empty();
    server.wantsAttributes = true;
    HawkbitAgent agent = at(server.agent(device, 5)).build();
    for (int i = 0; i < 4; i++) {
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.IDLE);
    }
    assertThat(puts()).hasSize(1);
    assertThat(server.wantsAttributes).isFalse();
    assertThat(server.pauses).isEmpty();
    server.script = any -> Optional.empty();
    now.set(now.get().plus(Duration.ofHours(2)));
    agent.runOnce();
    assertThat(server.installed).isEqualTo("kiosk 2");
  }

  /** It would make a finished action, so that the target is in_sync and nobody sees the failure. */
  @Test
  void theWayBackFromATrialIsNoInstallationByOtherMeans() throws IOException {
    brought(first, "1");
    server.release = "2";
    server.offer("2", second);
    UpdateAgent onTrial =
        UpdateAgent.forDevice(device).confirmingWithin(Duration.ofHours(1)).build();
    HawkbitAgent agent = ScriptedHawkbit.agent(server.client(1), device, onTrial).build();
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    device.rollBack();
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.FAILED);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.IDLE);
    assertThat(agent().build().runOnce()).isEqualTo(HawkbitStep.IDLE);
    assertThat(told()).isEmpty();
  }

  @Test
  void aLocalInstallationOnTrialIsToldWhenItIsConfirmed() throws IOException {
    brought(first, "1");
    UpdateAgent.forDevice(device).confirmingWithin(Duration.ofHours(1)).build().install(second);
    HawkbitAgent agent = agent().build();
    agent.runOnce();
    assertThat(told()).isEmpty();
    device.confirm();
    agent.runOnce();
    assertThat(told()).containsExactly("kiosk 2");
  }

  @Test
  void aForcedEndWhileTheHookRunsDoesNotHideWhatIsInstalled() throws IOException {
    brought(first, "1");
    server.release = "2";
    server.offer("2", second);
    HawkbitAgent agent = agent().actionHook(status -> server.forceQuit()).build();
    agent.runOnce();
    agent.runOnce();
    assertThat(told()).containsExactly("kiosk 2");
    assertThat(server.installed).isEqualTo("kiosk 2");
  }

  /** HawkBit has it assigned then, and says 200 to it; see recordings 29 to 33. */
  @Test
  void whatWasOnlyDownloadedAndThenFlashedIsTold() throws IOException {
    brought(first, "1");
    server.release = "2";
    server.update = "skip";
    server.offer("2", second);
    assertThat(agent().build().runOnce()).isEqualTo(HawkbitStep.DOWNLOADED);
    flash(second);
    HawkbitAgent agent = agent().build();
    agent.runOnce();
    agent.runOnce();
    assertThat(server.installed).isEqualTo("kiosk 2");
    assertThat(told()).containsExactly("kiosk 2", "kiosk 1", "kiosk 2");
  }

  @Test
  void aFailureOfTheHookIsNotHiddenByTheWordThatItIsInstalled() throws IOException {
    brought(first, "1");
    server.release = "2";
    server.offer("2", second);
    HawkbitAgent agent =
        agent()
            .actionHook(
                status -> {
                  throw new IOException("the service does not start");
                })
            .build();
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.FAILED);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.IDLE);
    assertThat(told()).isEmpty();
  }

  /** The answer to the end is lost, and the second time the server says that it is over: 410. */
  @Test
  void aLostAnswerToTheEndCostsOneWord() throws IOException {
    brought(first, "1");
    server.release = "2";
    server.offer("2", second);
    server.script =
        request -> {
          if (request.body().contains("closed")) {
            server.script = any -> Optional.empty();
            server.serve(request);
            return Optional.of(Answer.of(503));
          }
          return Optional.empty();
        };
    HawkbitAgent agent = agent().build();
    assertThatThrownBy(agent::runOnce).hasMessageContaining("503");
    agent.runOnce();
    agent.runOnce();
    agent.runOnce();
    assertThat(told()).hasSizeLessThanOrEqualTo(1);
    assertThat(server.installed).isEqualTo("kiosk 2");
  }
}
