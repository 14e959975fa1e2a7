package io.assetota.ota.hawkbit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.install.Installer;
import io.assetota.ota.Bundles;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.hawkbit.agent.KillableDevice.Killed;
import io.assetota.ota.hawkbit.agent.KillableDevice.Point;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.journal.ActionJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever an agent ends, the next one goes on, and the server hears of the end once. */
@Tag("long")
class HawkbitRestartTest {
  @TempDir private Path folder;

  private Path bundle() throws IOException {
    return Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(2, 20_000, 1));
  }

  private void assertDone(Installer device, ScriptedHawkbit server) {
    assertThat(device.status().application()).isPresent();
    assertThat(device.status().missing()).isEmpty();
    assertThat(server.heard("closed")).containsExactly("closed success installed");
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void goesOnWhereItWasKilled(Point point) throws IOException {
    AtomicInteger hooks = new AtomicInteger();
    try (ScriptedHawkbit server = new ScriptedHawkbit()) {
      server.offer("1", bundle());
      try (Installer device = Installer.open(folder.resolve("device"))) {
        KillableDevice killable = server.killable(device, point);
        HawkbitAgent agent =
            server
                .agent(killable)
                .listener(killable.listener())
                .actionHook(
                    status -> {
                      hooks.incrementAndGet();
                      killable.killAt(Point.IN_THE_HOOK);
                    })
                .build();
        assertThatThrownBy(agent::runOnce).isInstanceOf(Killed.class);
      }
      try (Installer device = Installer.open(folder.resolve("device"))) {
        HawkbitAgent next =
            server.agent(device).actionHook(status -> hooks.incrementAndGet()).build();
        next.runOnce();
        next.runOnce();
        assertDone(device, server);
      }
      assertThat(hooks).hasValue(1);
    }
  }

  /** Each request is lost once on the way there, and once its answer on the way back. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void goesOnFromEachLostRequest(boolean heard) throws IOException {
    Path bundle = bundle();
    boolean allLost = false;
    for (int lost = 1; !allLost; lost++) {
      Path home = folder.resolve("device" + lost);
      try (ScriptedHawkbit server = new ScriptedHawkbit()) {
        server.offer("1", bundle);
        int number = lost;
        AtomicInteger requests = new AtomicInteger();
        server.script =
            request -> {
              if (requests.incrementAndGet() != number) {
                return Optional.empty();
              }
              if (heard) {
                server.serve(request);
              }
              return Optional.of(ScriptedHawkbit.status(503, Map.of()));
            };
        int starts = 0;
        boolean ended = false;
        while (!ended && starts < 4) {
          starts++;
          ended = runUntilItFails(home, server);
        }
        allLost = requests.get() < number;
        assertThat(ended).as("request %d", lost).isTrue();
        try (Installer device = Installer.open(home)) {
          assertDone(device, server);
        }
      }
    }
  }

  private boolean runUntilItFails(Path home, ScriptedHawkbit server) throws IOException {
    try (Installer device = Installer.open(home)) {
      HawkbitAgent agent = server.agent(device).build();
      agent.runOnce();
      return agent.runOnce() == HawkbitStep.IDLE;
    } catch (io.assetota.ota.http.SourceException e) {
      return false;
    }
  }

  /** The device still said of the first assignment that its trial had failed. */
  @Test
  void aReleaseThatWasRolledBackBeforeIsTriedAgainAfterAKillBeforeItWasInstalled()
      throws IOException {
    try (ScriptedHawkbit server = new ScriptedHawkbit();
        Installer device = Installer.open(folder.resolve("device"))) {
      UpdateAgent.forDevice(device)
          .build()
          .install(Bundles.build(folder.resolve("0.zip"), 0, Bundles.noise(1, 100, 2)));
      UpdateAgent onTrial =
          UpdateAgent.forDevice(device).confirmingWithin(Duration.ofHours(1)).build();
      DdiClient client = server.client(1);
      server.offer("1", bundle());
      ScriptedHawkbit.agent(client, device, onTrial).build().runOnce();
      device.rollBack();
      HawkbitAgent first = ScriptedHawkbit.agent(client, device, onTrial).build();
      assertThat(first.runOnce()).isEqualTo(HawkbitStep.FAILED);

      server.offer("2", bundle());
      HawkbitAgent killed =
          ScriptedHawkbit.agent(
                  client, new KillableDevice(HawkbitDevice.of(device, onTrial), Point.INSTALLING))
              .build();
      assertThatThrownBy(killed::runOnce).isInstanceOf(Killed.class);

      HawkbitAgent next = ScriptedHawkbit.agent(client, device, onTrial).build();
      assertThat(next.runOnce()).isEqualTo(HawkbitStep.WAITING);
      device.rollBack();
      assertThat(next.runOnce()).isEqualTo(HawkbitStep.FAILED);
      assertThat(server.heard("closed")).hasSize(2);
    }
  }

  @Test
  void aRepeatedActionIsTheSameWork() throws IOException {
    try (ScriptedHawkbit server = new ScriptedHawkbit();
        Installer device = Installer.open(folder.resolve("device"))) {
      Path bundle = bundle();
      server.offer("1", bundle);
      server.agent(device).build().runOnce();
      server.offer("1", bundle);
      long fetched = server.artifact.bytesSent();
      assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.INSTALLED);
      assertThat(server.artifact.bytesSent()).isEqualTo(fetched);
      assertThat(server.heard("closed")).hasSize(2);
      // But a server that was set up anew counts from the start.
      server.offer("1", Bundles.build(folder.resolve("2.zip"), 2, Bundles.noise(1, 100, 2)));
      assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    }
  }

  /** It was set up anew: nothing it had heard counts, and ids begin at 1 again. */
  @Test
  void aServerThatWasResetHearsAgainHowTheActionEnded() throws IOException {
    try (Installer device = Installer.open(folder.resolve("device"));
        ScriptedHawkbit server = new ScriptedHawkbit()) {
      UpdateAgent.forDevice(device)
          .build()
          .install(Bundles.build(folder.resolve("9.zip"), 9, Bundles.noise(1, 100, 2)));
      server.offer("1", bundle()); // a downgrade
      HawkbitAgent agent = server.agent(device).build();
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.FAILED);
      server.offer("1", bundle());
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.FAILED);
      assertThat(server.heard("closed failure the application is version 1")).hasSize(2);
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.IDLE);
    }
  }

  @Test
  void aServerThatWasResetGetsItsReleaseOntoADeviceThatHasAnotherOneNow() throws IOException {
    try (ScriptedHawkbit server = new ScriptedHawkbit();
        Installer device = Installer.open(folder.resolve("device"))) {
      server.offer("1", bundle());
      HawkbitAgent agent = server.agent(device).build();
      agent.runOnce();
      UpdateAgent.forDevice(device)
          .allowingDowngrade()
          .build()
          .install(Bundles.build(folder.resolve("0.zip"), 0, Bundles.noise(1, 100, 2)));
      server.offer("1", bundle());
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);
      assertThat(device.status().application().orElseThrow().release()).isEqualTo("1");
    }
  }

  @Test
  void aCancelledActionThatIsOfferedAgainIsDone() throws IOException {
    try (ScriptedHawkbit server = new ScriptedHawkbit();
        Installer device = Installer.open(folder.resolve("device"))) {
      server.offer("1", bundle());
      server.update = "skip";
      server.window = "unavailable";
      HawkbitAgent agent = server.agent(device).build();
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
      server.cancelling = true;
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.CANCELLED);
      server.update = "forced";
      server.window = "";
      server.offer("1", bundle());
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);
      assertThat(server.heard("proceeding none begun again")).hasSize(1);
    }
  }

  /**
   * A server that takes the end each time, and goes on to offer the action, isn't told for ever.
   */
  @Test
  void aServerThatOffersAnActionForEverHearsOfItsEndForALimitedTime() throws IOException {
    try (ScriptedHawkbit server = new ScriptedHawkbit();
        Installer device = Installer.open(folder.resolve("device"))) {
      HawkbitAgent agent = server.agent(device).build();
      Path bundle = bundle();
      for (int i = 0; i < ActionMessages.MOST + 10; i++) {
        server.offer("1", bundle);
        agent.runOnce();
      }
      assertThat(server.heard("closed")).hasSizeLessThanOrEqualTo(ActionMessages.MOST);
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.IDLE);
    }
  }

  @Test
  void aJournalThatCannotBeWrittenIsNamed() throws IOException {
    try (ScriptedHawkbit server = new ScriptedHawkbit();
        Installer device = Installer.open(folder.resolve("device"))) {
      Path journal = device.home().resolve(ActionJournal.FILE);
      HawkbitAgent agent = server.agent(device).build();
      Files.createDirectories(journal.resolve("in its way"));
      assertThatThrownBy(agent::runOnce).hasMessageStartingWith(journal + ": ");
    }
  }

  @Test
  void aDamagedJournalCostsDoingItAgain() throws IOException {
    try (ScriptedHawkbit server = new ScriptedHawkbit();
        Installer device = Installer.open(folder.resolve("device"))) {
      server.offer("1", bundle());
      HawkbitAgent killed = server.agent(server.killable(device, Point.INSTALLED)).build();
      assertThatThrownBy(killed::runOnce).isInstanceOf(Killed.class);
      Path journal = device.home().resolve(ActionJournal.FILE);
      byte[] bytes = Files.readAllBytes(journal);
      bytes[bytes.length / 2] ^= 1;
      Files.write(journal, bytes);
      assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.INSTALLED);
      assertDone(device, server);
    }
  }
}
