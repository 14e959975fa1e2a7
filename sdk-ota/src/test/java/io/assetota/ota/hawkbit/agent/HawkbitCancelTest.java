package io.assetota.ota.hawkbit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.install.Installer;
import io.assetota.core.model.CancelledException;
import io.assetota.ota.Bundles;
import io.assetota.ota.UpdateProgress;
import io.assetota.ota.hawkbit.agent.KillableDevice.Killed;
import io.assetota.ota.hawkbit.agent.KillableDevice.Point;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import io.assetota.ota.hawkbit.ddi.DdiFeedback;
import io.assetota.ota.hawkbit.journal.ActionJournal;
import io.assetota.ota.http.Timing;
import io.assetota.testing.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping an update: by the server while it is fetched, too late, and by this process. */
@Timeout(120) // what it waits for comes within a second
class HawkbitCancelTest {
  @TempDir private Path folder;
  private ScriptedHawkbit server;
  private Installer device;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedHawkbit();
    device = Installer.open(folder.resolve("device"));
    Path bundle = Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(4, 400_000, 1));
    server.offer("1", bundle);
  }

  @AfterEach
  void stop() throws IOException {
    device.close();
    server.close();
  }

  @Test
  void anUpdateIsStoppedWhileItIsFetched() throws IOException {
    // From the first range of an asset on the server wants it stopped; and that range never ends
    // before the agent knows.
    server.script =
        request -> {
          boolean asset =
              request.path().equals("/artifact")
                  && server.web.requests().stream()
                          .filter(r -> r.path().equals("/artifact"))
                          .count()
                      > 3;
          server.cancelling |= asset;
          return Optional.empty();
        };
    HawkbitListener slowly =
        new HawkbitListener() {
          @Override
          public void progress(UpdateProgress progress) {
            if (server.cancelling) {
              awaitTheAgentsQuestion();
            }
          }
        };
    HawkbitAgentBuilder builder = server.agent(device).listener(slowly);
    ScriptedHawkbit.watchClosely(builder);
    HawkbitAgent agent = builder.build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.CANCELLED);

    assertThat(device.status().application()).isEmpty();
    assertThat(server.heard("cancel")).containsExactly("cancel closed success stopped");
    assertThat(server.heard("closed")).isEmpty();
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.IDLE);
  }

  private void awaitTheAgentsQuestion() {
    await(() -> server.web.requests().stream().anyMatch(r -> r.path().contains("cancelAction")));
  }

  /** The timeout of the test interrupts the thread, which would not end a loop. */
  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("waited in vain");
      }
      Thread.onSpinWait();
    }
  }

  /** As an OutOfMemoryError would: else the update would go on, and nobody could cancel it. */
  @Test
  void anErrorOfTheWatchEndsTheUpdate() throws IOException {
    AtomicReference<Thread> watch = new AtomicReference<>();
    HawkbitListener afterwards =
        new HawkbitListener() {
          @Override
          public void progress(UpdateProgress progress) {
            await(() -> watch.get() != null && !watch.get().isAlive());
          }
        };
    HawkbitAgentBuilder builder = server.agent(device).listener(afterwards);
    builder.timing(
        Timing.system()
            .withPause(
                duration -> {
                  watch.set(Thread.currentThread());
                  throw new AssertionError("as an error of Java");
                }),
        Duration.ofMillis(5));
    assertThatThrownBy(() -> builder.build().runOnce())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("as an error of Java");
    assertThat(device.status().application()).isEmpty();

    assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.INSTALLED);
  }

  @Test
  void aCancellationBeforeTheBeginningIsAccepted() throws IOException {
    server.cancelling = true;
    assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.CANCELLED);
    assertThat(server.heard).containsExactly("cancel closed success stopped");
  }

  /** See recording 37: the artifacts of an action are gone with it. */
  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void anActionWhoseArtifactIsGoneIsLookedAtAtOnce(int status) throws IOException {
    server.script = artifactGone(status, () -> server.cancelling = true);
    List<String> ended = new ArrayList<>();
    HawkbitAgent agent = server.agent(device).listener(noting(ended)).build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.CANCELLED);

    assertThat(server.heard("cancel")).containsExactly("cancel closed success stopped");
    assertThat(ended).containsExactly("1 CANCELLED the server stopped it");
  }

  private ScriptedHawkbit.Script artifactGone(int status, Runnable meanwhile) {
    return request -> {
      if (!request.path().equals("/artifact")) {
        return Optional.empty();
      }
      meanwhile.run();
      return Optional.of(ScriptedHawkbit.status(status, Map.of()));
    };
  }

  private static HawkbitListener noting(List<String> ended) {
    return new HawkbitListener() {
      @Override
      public void ended(String action, HawkbitStep end, String detail) {
        ended.add(action + " " + end + " " + detail);
      }
    };
  }

  @Test
  void anActionThatWasQuitByForceWhileItWasFetchedIsOver() throws IOException {
    server.script = artifactGone(404, server::forceQuit);
    HawkbitAgent agent = server.agent(device).build();
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.CANCELLED);
    assertThat(server.heard("closed")).isEmpty();
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.IDLE);
  }

  /** With a real server an interval of polling is minutes. */
  @Test
  void whatTakesThePlaceOfACancelledActionBeginsAtOnce() throws IOException {
    Path next = Bundles.build(folder.resolve("2.zip"), 2, Bundles.noise(1, 1000, 2));
    server.cancelling = true;
    server.script =
        request -> {
          if (request.path().contains("cancelAction") && request.method().equals("POST")) {
            Answer response = server.serve(request);
            server.script = any -> Optional.empty();
            server.offer("2", next);
            return Optional.of(response);
          }
          return Optional.empty();
        };
    List<String> ended = new ArrayList<>();
    HawkbitAgent agent = server.agent(device).listener(noting(ended)).build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);

    assertThat(ended).containsExactly("1 CANCELLED the server stopped it", "2 INSTALLED installed");
  }

  @Test
  void aCancellationOfAnActionThatWasNeverSeenNamesThatOne() throws IOException {
    List<String> ended = new ArrayList<>();
    HawkbitAgent agent = server.agent(device).listener(noting(ended)).build();
    agent.runOnce();
    server.offer("2", Bundles.build(folder.resolve("2.zip"), 2, Bundles.noise(1, 1000, 2)));
    server.cancelling = true;
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.CANCELLED);
    assertThat(ended).last().isEqualTo("2 CANCELLED the server stopped it");
  }

  @Test
  void aCancellationAfterTheInstallationIsRefused() throws IOException {
    HawkbitAgent killed = server.agent(server.killable(device, Point.INSTALLED)).build();
    assertThatThrownBy(killed::runOnce).isInstanceOf(Killed.class);
    server.cancelling = true;

    assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.INSTALLED);

    assertThat(server.heard("cancel"))
        .containsExactly("cancel rejected none too late: it is installed already");
    assertThat(server.heard("closed")).containsExactly("closed success installed");
  }

  @Test
  void closingTheAgentStopsAnUpdateThatGoesOnLater() throws IOException {
    AtomicReference<HawkbitAgent> agent = new AtomicReference<>();
    HawkbitListener listener =
        new HawkbitListener() {
          @Override
          public void progress(UpdateProgress progress) {
            agent.get().close();
          }
        };
    agent.set(server.agent(device).listener(listener).build());
    assertThatThrownBy(() -> agent.get().runOnce()).isInstanceOf(CancelledException.class);
    assertThat(server.heard("closed")).isEmpty();
    assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    assertThat(server.heard("closed")).hasSize(1);
  }

  @Test
  void closingTheAgentStopsAnUpdateThatHasNotBegun() throws IOException {
    AtomicReference<HawkbitAgent> agent = new AtomicReference<>();
    HawkbitListener listener =
        new HawkbitListener() {
          @Override
          public void begun(DdiDeployment deployment) {
            agent.get().close();
          }
        };
    agent.set(server.agent(device).listener(listener).build());
    assertThatThrownBy(() -> agent.get().runOnce()).isInstanceOf(CancelledException.class);
    assertThat(server.heard).isEmpty();
    assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.INSTALLED);
  }

  @Test
  void progressIsToldWhileItIsFetched() throws IOException {
    HawkbitListener slowly =
        new HawkbitListener() {
          @Override
          public void progress(UpdateProgress progress) {
            if (progress.bytes() > 500_000) {
              await(() -> server.heard("download none").stream().anyMatch(s -> s.contains("of 4")));
            }
          }
        };
    HawkbitAgentBuilder builder = server.agent(device).listener(slowly);
    ScriptedHawkbit.watchClosely(builder);
    assertThat(builder.build().runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    assertThat(server.heard("download none"))
        .anyMatch(
            said ->
                said.matches("download none [0-9,]+ of 1,60[0-9],[0-9]+ bytes, \\d of 4 assets"));
  }

  @Test
  void thereIsALimitToWhatIsTold() throws IOException {
    ActionJournal journal = ActionJournal.open(folder, server.web.uri());
    journal.begin(
        "1", "content", server.web.uri().resolve(ScriptedHawkbit.BASE + "/deploymentBase/1?c=1"));
    ActionMessages mentions = new ActionMessages(server.client(1), Clock.systemUTC(), journal);
    for (int i = 0; i < ActionMessages.MOST + 5; i++) {
      mentions.say(DdiFeedback.Execution.PROCEEDING, "again");
    }
    assertThat(server.heard).hasSize(ActionMessages.MOST);
  }
}
