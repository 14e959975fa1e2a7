package io.assetota.handlers.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.AssetManager;
import io.assetota.core.application.StartCommand;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetHash;
import io.assetota.runtime.DeviceRuntime;
import io.assetota.runtime.event.RunFailure;
import io.assetota.runtime.event.RuntimeEvent;
import io.assetota.runtime.event.RuntimeEvent.Confirmed;
import io.assetota.runtime.event.RuntimeEvent.Failed;
import io.assetota.runtime.event.RuntimeEvent.Killed;
import io.assetota.runtime.event.RuntimeEvent.LeftBehind;
import io.assetota.runtime.event.RuntimeEvent.Replaced;
import io.assetota.runtime.event.RuntimeEvent.Started;
import io.assetota.runtime.event.RuntimeEvent.Stopping;
import io.assetota.runtime.event.RuntimeStatus;
import io.assetota.runtime.port.ApplicationObserver;
import io.assetota.runtime.port.LaunchRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule of a runtime, on a real device folder and in virtual time. */
class DeviceRuntimeTest {
  private static final Duration TRIAL = Duration.ofMinutes(10);
  private static final Map<String, byte[]> OLD = Map.of("map.bin", new byte[] {1});
  private static final Map<String, byte[]> NEW = Map.of("map.bin", new byte[] {2});

  @TempDir Path home;
  private final VirtualTime time = new VirtualTime();
  private final ScriptedApplications applications = new ScriptedApplications(time);
  private final List<RuntimeEvent> events = new ArrayList<>();
  private final List<Duration> times = new ArrayList<>();
  private TestDevice device;

  @BeforeEach
  void installVersion1() throws IOException {
    device = new TestDevice(home);
    device.installOnTrial(1, OLD, TRIAL);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private DeviceRuntime runtime() throws IOException {
    return DeviceRuntime.builder(home)
        .clock(time)
        .launcher(applications)
        .probe(applications)
        .environment(Map.of())
        .listener(
            event -> {
              events.add(event);
              times.add(time.uptime());
            })
        .build();
  }

  private RuntimeStatus runFor(Duration howLong) throws IOException {
    DeviceRuntime runtime = runtime();
    RuntimeStatus[] atEnd = new RuntimeStatus[1];
    time.after(
        howLong,
        () -> {
          atEnd[0] = runtime.status();
          runtime.close();
        });
    runtime.run();
    return atEnd[0];
  }

  /** Another process installs it while the runtime runs. */
  private void deliver(Duration when, int version) {
    time.after(
        when,
        () -> {
          try {
            device.installOnTrial(version, NEW, TRIAL);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private <T extends RuntimeEvent> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private void assertInstalled(int version, byte[] map) throws IOException {
    DeviceStatus status = AssetManager.look(home);
    assertThat(status.application().map(InstalledApplication::release))
        .contains(Integer.toString(version));
    assertThat(status.trial()).isEmpty();
    try (AssetManager opened = AssetManager.open(home)) {
      assertThat(opened.available("map.bin").orElseThrow().hash())
          .isEqualTo(AssetHash.ofContent(map));
    }
  }

  private RunFailure replaced() {
    assertThat(events(Replaced.class)).hasSize(1);
    return events(Replaced.class).get(0).failure();
  }

  @Test
  void startsWhatIsInstalledAndStopsItAtItsEnd() throws IOException {
    RuntimeStatus status = runFor(seconds(100));
    assertThat(applications.started()).containsExactly("1");
    assertThat(applications.running()).isEmpty();
    assertThat(status.state()).isEqualTo(RuntimeStatus.State.RUNNING);
    assertThat(status.text()).isEqualTo("Runs version 1");
  }

  @Test
  void waitsForAFirstApplication() throws IOException {
    Path empty = home.resolve("empty");
    device = new TestDevice(empty);
    DeviceRuntime runtime =
        DeviceRuntime.builder(empty)
            .clock(time)
            .launcher(applications)
            .environment(Map.of())
            .build();
    deliver(seconds(30), 7);
    time.after(seconds(40), runtime::close);
    runtime.run();
    assertThat(applications.started()).containsExactly("7");
  }

  @Test
  void takesNoticeOfAnotherApplicationAndConfirmsItWhenItHasRunForAMinute() throws IOException {
    deliver(seconds(5), 2);
    List<Optional<Boolean>> onTrial = new ArrayList<>();
    time.after(seconds(64), () -> onTrial.add(onTrial()));
    time.after(seconds(68), () -> onTrial.add(onTrial()));
    runFor(seconds(100));
    assertThat(applications.started()).containsExactly("1", "2");
    assertThat(onTrial).containsExactly(Optional.of(true), Optional.of(false));
    assertThat(events(Confirmed.class)).hasSize(1);
    assertInstalled(2, new byte[] {2});
  }

  private Optional<Boolean> onTrial() {
    try {
      return Optional.of(AssetManager.look(home).trial().isPresent());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Test
  void bringsThePreviousOneBackAfterThreeStartsThatFail() throws IOException {
    applications.script(
        "2", ApplicationScript.works().printing("at Main.main").exiting(seconds(0.2), 1));
    deliver(seconds(5), 2);
    List<Optional<String>> running = new ArrayList<>();
    // One second to notice it, three starts, and pauses of 1 s and 2 s.
    time.after(seconds(5 + 1 + 0.6 + 3 + 0.2), () -> running.add(applications.running()));
    runFor(seconds(60));
    assertThat(applications.started()).containsExactly("1", "2", "2", "2", "1");
    assertThat(running).containsExactly(Optional.of("1"));
    assertThat(replaced().reason()).isEqualTo("it ended with exit code 1, 0.2 s after its start");
    assertThat(replaced().starts()).isEqualTo(3);
    assertThat(replaced().lastLines()).containsExactly("at Main.main");
    assertInstalled(1, new byte[] {1});
  }

  @Test
  void bringsThePreviousOneBackWhenTheNewOneExitsWithZeroAtOnce() throws IOException {
    applications.script("2", ApplicationScript.works().exiting(Duration.ZERO, 0));
    deliver(seconds(5), 2);
    runFor(seconds(60));
    assertThat(applications.started()).containsExactly("1", "2", "2", "2", "1");
    assertThat(replaced().reason()).startsWith("it ended with exit code 0");
    assertInstalled(1, new byte[] {1});
  }

  @Test
  void bringsThePreviousOneBackWhenTheNewOneIsSuspended() throws IOException {
    applications.script("2", ApplicationScript.works().suspended(seconds(1)));
    deliver(seconds(5), 2);
    runFor(seconds(120));
    assertThat(applications.started()).containsExactly("1", "2", "1");
    assertThat(replaced().reason()).startsWith("it was suspended (SIGSTOP) for 10 s");
    assertThat(events(Killed.class)).hasSize(1);
    assertInstalled(1, new byte[] {1});
  }

  @Test
  void bringsThePreviousOneBackWhenTheNewOneDiesWithinItsTrial() throws IOException {
    applications.script("2", ApplicationScript.works().exiting(seconds(50), 137));
    deliver(seconds(5), 2);
    runFor(seconds(300));
    assertThat(applications.started()).containsExactly("1", "2", "2", "2", "1");
    assertThat(replaced().reason()).startsWith("it was ended by signal 9, 50 s after its start");
    assertInstalled(1, new byte[] {1});
  }

  @Test
  void bringsThePreviousOneBackWhenTheTimeOfTheTrialIsOver() throws IOException {
    // It never runs for a minute, and the pauses are longer than the trial.
    applications.script("2", ApplicationScript.works().exiting(seconds(15), 1));
    time.after(seconds(5), () -> installOnShortTrial(2, Duration.ofSeconds(20)));
    runFor(seconds(60));
    assertThat(applications.started()).containsExactly("1", "2", "2", "1");
    assertThat(replaced().reason())
        .isEqualTo("it was not confirmed before the time of its trial was over");
    assertInstalled(1, new byte[] {1});
  }

  private void installOnShortTrial(int version, Duration trial) {
    try {
      device.installOnTrial(version, NEW, trial);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void confirmsWhatWorksAtTheEndOfAShortTrial() throws IOException {
    time.after(seconds(5), () -> installOnShortTrial(2, Duration.ofSeconds(20)));
    runFor(seconds(60));
    assertThat(applications.started()).containsExactly("1", "2");
    assertInstalled(2, new byte[] {2});
  }

  @Test
  void aStoppedApplicationDelaysAnUpdateByItsGraceAndNoLonger() throws IOException {
    applications.script("1", ApplicationScript.works().ignoringRequestsToEnd());
    deliver(seconds(5), 2);
    runFor(seconds(30));
    assertThat(applications.started()).containsExactly("1", "2");
    assertThat(events(Killed.class)).hasSize(1);
    Duration asked = times.get(events.indexOf(events(Stopping.class).get(0)));
    Duration killed = times.get(events.indexOf(events(Killed.class).get(0)));
    Duration started = times.get(events.indexOf(events(Started.class).get(1)));
    assertThat(asked).isBetween(seconds(5), seconds(6));
    assertThat(killed.minus(asked)).isEqualTo(StartCommand.STOP_WITHIN);
    assertThat(started.minus(killed)).isBetween(Duration.ZERO, seconds(0.1));
  }

  @Test
  void goesOnTryingWithGrowingPausesWithoutAPreviousOne() throws IOException {
    applications.script("1", ApplicationScript.works().exiting(Duration.ZERO, 1));
    RuntimeStatus status = runFor(Duration.ofHours(1));
    List<Long> pauses = events(Failed.class).stream().map(f -> f.pause().toSeconds()).toList();
    assertThat(pauses).startsWith(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    assertThat(pauses).hasSizeBetween(19, 22);
    assertThat(status.state()).isEqualTo(RuntimeStatus.State.PAUSING);
    assertThat(status.text())
        .startsWith("Starts version 1 again in 300 s: it ended with exit code 1")
        .endsWith("there is no previous version");
  }

  @Test
  void pausesBeginAnewAfterAMinuteThatWentWell() throws IOException {
    applications.script("1", ApplicationScript.works().exiting(seconds(70), 1));
    runFor(seconds(300));
    assertThat(events(Failed.class)).allMatch(f -> f.pause().equals(seconds(1)));
    assertThat(events(Failed.class)).hasSize(4);
  }

  @Test
  void aKilledRuntimeHasCountedItsStarts() throws IOException {
    device.installOnTrial(2, NEW, TRIAL);
    for (int i = 0; i < 3; i++) {
      runUntilKilled(seconds(2));
    }
    runFor(seconds(5));
    assertThat(applications.started()).containsExactly("2", "2", "2", "1");
    assertThat(replaced().reason()).isEqualTo("it was started 3 times and was not confirmed");
    assertInstalled(1, new byte[] {1});
  }

  private void runUntilKilled(Duration after) throws IOException {
    DeviceRuntime runtime = runtime();
    time.after(
        after,
        () -> {
          throw new Cut();
        });
    try {
      runtime.run();
    } catch (Cut e) {
      // as if the process had ended here
    }
  }

  @Test
  void endsWhatAKilledRuntimeHasLeftRunning() throws IOException {
    applications.script("1", ApplicationScript.works().ignoringRequestsToEnd());
    LaunchRequest request =
        new LaunchRequest(
            home, List.of("x"), home, Map.of("ASSET_OTA_VERSION", "1"), Optional.empty());
    long left = applications.start(request, new Unheard()).pid();
    applications.script("1", ApplicationScript.works());
    runFor(seconds(30));
    assertThat(events.get(0)).isEqualTo(new LeftBehind(left));
    assertThat(times.get(events.indexOf(events(Started.class).get(0))))
        .isBetween(StartCommand.STOP_WITHIN, StartCommand.STOP_WITHIN.plusMillis(100));
    assertThat(applications.started()).containsExactly("1", "1");
  }

  private static final class Unheard implements ApplicationObserver {
    @Override
    public void exited(int exitCode) {}

    @Override
    public void notified(String message) {}
  }

  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aReleaseThatFailedIsRemembered() throws IOException {
    applications.script("2", ApplicationScript.works().exiting(Duration.ZERO, 1));
    deliver(seconds(5), 2);
    ApplicationId[] failed = new ApplicationId[1];
    time.after(seconds(5.5), () -> failed[0] = active());
    runFor(seconds(60));
    try (DeviceRuntime again = runtime()) {
      assertThat(again.failedTrial(failed[0]).orElseThrow().reason()).contains("exit code 1");
      assertThat(again.failedTrial(active())).isEmpty();
      assertThat(again.status().lastFailure()).isPresent();
    }
  }

  private ApplicationId active() {
    try {
      return AssetManager.look(home).application().orElseThrow().id();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aReleaseThatFailedIsTriedAgainIfItIsInstalledAgain() throws IOException {
    applications.script("2", ApplicationScript.works().exiting(Duration.ZERO, 1));
    deliver(seconds(5), 2);
    time.after(
        seconds(60),
        () -> {
          applications.script("2", ApplicationScript.works());
          installOnShortTrial(2, TRIAL);
        });
    runFor(seconds(200));
    assertThat(applications.started()).containsExactly("1", "2", "2", "2", "1", "2");
    assertInstalled(2, new byte[] {2});
  }

  @Test
  void whatOthersRollBackIsReplacedAndRemembered() throws IOException {
    deliver(seconds(5), 2);
    time.after(seconds(20), this::rollBack);
    runFor(seconds(60));
    assertThat(applications.started()).containsExactly("1", "2", "1");
    assertThat(replaced().reason()).isEqualTo("it was asked for");
    assertInstalled(1, new byte[] {1});
  }

  private void rollBack() {
    try (AssetManager manager = AssetManager.open(home)) {
      manager.rollBack();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The running application is told of its new assets; it has no need to be started anew. */
  @Test
  void aReleaseWithTheSameProgramIsWatchedButNotStartedAnew() throws IOException {
    deliver(seconds(5), 1);
    runFor(seconds(100));
    assertThat(applications.started()).containsExactly("1");
    assertThat(events(Started.class))
        .hasSize(2)
        .allMatch(s -> s.pid() == events(Started.class).get(0).pid());
    assertThat(events(Started.class).get(1).release().isOnTrial()).isTrue();
    assertThat(events(Confirmed.class)).hasSize(1);
    assertInstalled(1, new byte[] {2});
  }

  @Test
  void otherAssetsThatTheSameProgramDiesOfAreReplaced() throws IOException {
    deliver(seconds(5), 1);
    time.after(
        seconds(10),
        () -> applications.script("1", ApplicationScript.works().exiting(seconds(1), 1)));
    time.after(seconds(10.1), () -> applications.exit(1));
    runFor(seconds(60));
    assertThat(replaced().reason()).startsWith("it ended with exit code 1");
    assertInstalled(1, new byte[] {1});
  }

  @Test
  void countsItsStartsWhereTheDeviceShowsThem() throws IOException {
    deliver(seconds(5), 2);
    List<Integer> left = new ArrayList<>();
    time.after(
        seconds(20),
        () -> {
          try {
            left.add(AssetManager.look(home).trial().orElseThrow().startsLeft());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    runFor(seconds(30));
    assertThat(left).containsExactly(2);
  }

  @Test
  void aDamagedLedgerIsNoReasonNotToRun() throws IOException {
    runFor(seconds(5));
    Files.writeString(home.resolve("runtime"), "nonsense");
    runFor(seconds(5));
    assertThat(applications.started()).containsExactly("1", "1");
  }
}
