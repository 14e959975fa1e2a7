package io.assetota.core;

import static io.assetota.core.Devices.NOW;
import static io.assetota.core.Devices.assertHas;
import static io.assetota.core.Devices.assertNothingOrphaned;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.assetota.core.device.ConsumerState;
import io.assetota.core.device.PendingUpdate;
import io.assetota.core.device.Trial;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.StorageFullException;
import io.assetota.core.store.SimulatedDisk;
import io.assetota.core.store.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that has to confirm that it works. */
final class TrialTest {
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Release ZERO = Release.of("zero", "kept", "long ago", "oldest", "x");
  private static final Release FIRST =
      Release.of("first", "kept", "stays as it is", "changed", "old", "dropped", "goes");
  private static final Release SECOND =
      Release.of("second", "kept", "stays as it is", "changed", "new", "added", "comes");
  private static final Release THIRD = Release.of("third", "kept", "stays as it is", "b", "x");

  /** That of the device that was opened last. */
  private TestClock clock = new TestClock();

  private void pass(Duration time) {
    clock.pass(time);
  }

  private Device openAfter(Duration time, SimulatedDisk disk) throws IOException {
    clock = new TestClock().pass(time);
    return Devices.open(disk, clock);
  }

  private static SimulatedDisk onTrial() throws IOException {
    SimulatedDisk disk = Devices.with(FIRST);
    try (Device device = Devices.open(disk)) {
      SECOND.tryOn(device, WITHIN);
    }
    return disk.copy();
  }

  private static ApplicationId id(Release release) throws IOException {
    return release.application().id();
  }

  @Test
  void whatIsOnTrialCanBeSeenAlsoFromOutside(@TempDir Path home) throws IOException {
    try (Device device = Device.open(home)) {
      FIRST.installOn(device);
      SECOND.tryOn(device, WITHIN);
      Trial trial = device.trial().orElseThrow();
      assertThat(trial.application().id()).isEqualTo(id(SECOND));
      assertThat(trial.previous().id()).isEqualTo(id(FIRST));
      assertThat(trial.confirmBy()).isEqualTo(trial.since().plus(WITHIN));
      assertThat(trial.startsLeft()).isEqualTo(3);
      assertThat(AssetManager.look(home).trial()).contains(trial);
      device.confirm();
      assertThat(AssetManager.look(home).trial()).isEmpty();
      assertThat(AssetManager.look(home).trialEnd())
          .map(TrialEnd::kind)
          .contains(TrialEnd.Kind.CONFIRMED);
    }
  }

  @Test
  void confirmedItStaysAndTheAssetsBeforeAreOrdinaryUnusedOnes() throws IOException {
    SimulatedDisk disk = onTrial();
    try (Device device = openAfter(Duration.ofMinutes(9), disk)) {
      assertThat(device.confirm()).isTrue();
      assertThat(device.confirm()).as("once more").isFalse();
      assertThat(device.rollBack()).isFalse();
    }
    try (Device device = openAfter(Duration.ofDays(1), disk)) {
      assertHas(device, SECOND);
      assertThat(disk.names()).doesNotContain("application.previous");
      THIRD.installOn(device);
      assertThat(device.unused())
          .extracting(Asset::reference)
          .containsExactlyInAnyOrder(SECOND.asset("changed"), SECOND.asset("added"));
      assertThat(device.status().trialEnd()).isPresent();
      SECOND.installOn(device);
      assertThat(device.status().trialEnd()).isEmpty();
    }
  }

  @Test
  void rolledBackTheHandlersAreToldOfTheAssetsBefore() throws IOException {
    SimulatedDisk disk = Devices.with(FIRST);
    List<String> handled = new ArrayList<>();
    try (Device device = Devices.open(disk)) {
      device.onAssetOta(
          AssetRouter.builder()
              .others((asset, context) -> handled.add(new String(Devices.read(asset), UTF_8)))
              .build());
      device.start();
      SECOND.tryOn(device, WITHIN);
      device.deliver();
      handled.clear();
      assertThat(device.rollBack()).isTrue();
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
      device.deliver();
      assertThat(handled).containsExactly("old", "goes");
      assertHas(device, FIRST);
      assertNothingOrphaned(disk, device);
      assertThat(device.status().trialEnd())
          .contains(new TrialEnd(id(SECOND), TrialEnd.Kind.ROLLED_BACK, NOW));
    }
  }

  @Test
  void anOnAssetOtaThatHandledTheOtherAssetsIsCalledAgain() throws IOException {
    SimulatedDisk disk = onTrial();
    List<Integer> calls = new ArrayList<>();
    try (Device device = Devices.open(disk)) {
      device.onAssetOta(
          available -> {
            calls.add(available.size());
            device.assetsHandled(true);
          });
      device.start();
      device.rollBack();
      device.assetsHandled(true); // of what it was told before
      device.deliver();
    }
    assertThat(calls).containsExactly(3, 3);
  }

  @Test
  void openedTooLateTheOneBeforeIsBack() throws IOException {
    SimulatedDisk disk = onTrial();
    try (Device device = openAfter(WITHIN.minusSeconds(1), disk)) {
      assertHas(device, SECOND);
    }
    try (Device device = openAfter(WITHIN, disk)) {
      assertHas(device, FIRST);
      assertThat(device.status().trialEnd()).map(TrialEnd::kind).contains(TrialEnd.Kind.OVERDUE);
    }
  }

  @Test
  void aProcessThatRunsOnAsksWhetherTheTimeIsOver() throws IOException {
    SimulatedDisk disk = onTrial();
    try (Device device = openAfter(Duration.ofMinutes(4), disk)) {
      pass(Duration.ofMinutes(5));
      assertThat(device.rollBackIfOverdue()).isFalse();
      pass(Duration.ofMinutes(1));
      assertThat(device.rollBackIfOverdue()).isTrue();
      assertHas(device, FIRST);
      SECOND.tryOn(device, WITHIN);
      pass(WITHIN.minusSeconds(1));
      assertThat(device.rollBackIfOverdue()).isFalse();
      assertThat(device.confirm()).isTrue();
      pass(WITHIN);
      assertThat(device.rollBackIfOverdue()).isFalse();
    }
  }

  @Test
  void anApplicationThatKeepsStartingIsRolledBackBeforeAnythingIsDelivered() throws IOException {
    SimulatedDisk disk = onTrial();
    List<String> delivered = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      delivered.clear();
      try (Device device = Devices.open(disk)) {
        assertHas(device, SECOND);
        device.onAssetOta(
            available ->
                available.forEach(asset -> delivered.add(asset.reference().hash().toString())));
        device.start();
      }
    }
    try (Device device = Devices.open(disk)) {
      assertHas(device, FIRST);
      assertThat(delivered).contains(FIRST.asset("changed").hash().toString());
      assertThat(device.status().trialEnd())
          .map(TrialEnd::kind)
          .contains(TrialEnd.Kind.KEPT_STARTING);
    }
  }

  @Test
  void anotherApplicationHasToWait() throws IOException {
    try (Device device = Devices.open(onTrial())) {
      assertThatExceptionOfType(AssetException.class)
          .isThrownBy(() -> THIRD.prepareOn(device))
          .withMessageContaining("on trial until " + NOW.plus(WITHIN))
          .withMessageContaining("confirm it or roll it back");
      device.rollBack();
      THIRD.tryOn(device, WITHIN);
      assertThat(device.trial().orElseThrow().previous().id()).isEqualTo(id(FIRST));
    }
  }

  @Test
  void withoutAnotherApplicationBeforeThereIsNothingToGoBackTo() throws IOException {
    try (Device device = Devices.open(new SimulatedDisk())) {
      FIRST.tryOn(device, WITHIN);
      assertThat(device.trial()).isEmpty();
      FIRST.tryOn(device, WITHIN);
      assertThat(device.trial()).as("the same again").isEmpty();
      assertHas(device, FIRST);
    }
  }

  @Test
  void bothSetsHaveToFit() throws IOException {
    try (Device device = Devices.open(Devices.withRoomFor(4, FIRST))) {
      assertThatExceptionOfType(StorageFullException.class)
          .isThrownBy(() -> SECOND.prepareOnTrial(device.installer(), WITHIN))
          .withMessageContaining("beside those of the previous application, which a trial keeps")
          .matches(e -> e.needed() == 5 * 4096 && e.available() == 4 * 4096);
      SECOND.installOn(device);
      assertHas(device, SECOND);
    }
  }

  @Test
  void theAssetsOfTheOneBeforeAreNeitherEvictedNorAgedAway() throws IOException {
    for (SimulatedDisk disk :
        List.of(Devices.with(ZERO, FIRST), Devices.withRoomFor(5, ZERO, FIRST))) {
      try (Device device = Devices.open(disk)) {
        assertThat(SECOND.tryOn(device, WITHIN).dropped()).contains(ZERO.asset("oldest"));
        device.rollBack();
        assertHas(device, FIRST);
        assertThat(SECOND.tryOn(device, WITHIN).moving()).as("is there still").isEmpty();
        device.confirm();
        assertHas(device, SECOND);
      }
    }
  }

  @Test
  void whatBecameOfAnUpdateIsTold() throws IOException {
    SimulatedDisk disk = Devices.with(FIRST);
    try (Device device = Devices.open(disk)) {
      device.noteUpdate(update(UpdateRecord.Outcome.INSTALLING), Optional.empty());
      assertOutcome(device, UpdateRecord.Outcome.INSTALLING);
      SECOND.tryOn(device, WITHIN);
      assertOutcome(device, UpdateRecord.Outcome.ON_TRIAL);
      device.noteUpdate(update(UpdateRecord.Outcome.ON_TRIAL), Optional.empty());
      device.rollBack();
      assertOutcome(device, UpdateRecord.Outcome.ROLLED_BACK);
      assertThat(device.status().lastUpdate().orElseThrow().message())
          .isEqualTo("it was asked for");
      THIRD.installOn(device);
      assertOutcome(device, UpdateRecord.Outcome.ROLLED_BACK);
      SECOND.tryOn(device, WITHIN);
      assertOutcome(device, UpdateRecord.Outcome.ON_TRIAL);
      device.confirm();
      assertOutcome(device, UpdateRecord.Outcome.CONFIRMED);
      SECOND.installOn(device);
      assertOutcome(device, UpdateRecord.Outcome.INSTALLED);
    }
  }

  private static UpdateRecord update(UpdateRecord.Outcome outcome) throws IOException {
    return new UpdateRecord(NOW, outcome, Optional.of(id(SECOND)), "a disk", 123, "");
  }

  private static void assertOutcome(Device device, UpdateRecord.Outcome outcome) {
    assertThat(device.status().lastUpdate().orElseThrow().outcome()).isEqualTo(outcome);
  }

  @Test
  void whatUpdatesDidSurvivesARestart() throws IOException {
    SimulatedDisk disk = Devices.with(FIRST);
    UpdateRecord waiting = update(UpdateRecord.Outcome.WAITING_FOR_SYSTEM);
    PendingUpdate pending = new PendingUpdate(NOW, 6000, id(SECOND), "tab\t and line\n");
    try (Device device = Devices.open(disk)) {
      device.noteUpdate(waiting, Optional.of(pending));
    }
    try (Device device = Devices.open(disk)) {
      assertThat(device.status().lastUpdate()).contains(waiting);
      assertThat(device.status().pendingUpdate()).contains(pending);
      UpdateRecord failed =
          new UpdateRecord(
              NOW, UpdateRecord.Outcome.FAILED, Optional.empty(), "x", 0, "m".repeat(5_000));
      assertThat(failed.message()).hasSize(1_003);
      device.noteUpdate(failed, Optional.empty());
    }
    try (Device device = Devices.open(disk)) {
      assertThat(device.status().lastUpdate().orElseThrow().application()).isEmpty();
      assertThat(device.status().pendingUpdate()).isEmpty();
    }
  }

  @Test
  void withADamagedManifestTheOneBeforeIsBack() throws IOException {
    SimulatedDisk disk = onTrial();
    byte[] manifest = disk.get("store/manifest");
    manifest[manifest.length / 2] ^= 1;
    disk.put("store/manifest", manifest);
    try (Device device = Devices.open(disk)) {
      assertHas(device, FIRST);
      assertNothingOrphaned(disk, device);
      assertThat(device.trial()).isEmpty();
    }
  }

  @Test
  void aDamagedApplicationOnTrialIsRolledBack() throws IOException {
    SimulatedDisk disk = onTrial();
    disk.put("application.bin", new byte[100]);
    try (Device device = Devices.open(disk)) {
      assertHas(device, FIRST);
      assertThat(device.status().trialEnd()).map(TrialEnd::kind).contains(TrialEnd.Kind.DAMAGED);
    }
  }

  @Test
  void aTrialEndsWhenTheApplicationIsReplacedByOtherMeansOrTheOneBeforeIsLost() throws IOException {
    SimulatedDisk replaced = onTrial();
    replaced.put("application.bin", THIRD.application().toByteArray());
    try (Device device = Devices.open(replaced)) {
      assertThat(device.application()).contains(THIRD.application());
      assertThat(device.trial()).isEmpty();
    }
    SimulatedDisk lost = onTrial();
    lost.put("application.previous", new byte[100]);
    try (Device device = Devices.open(lost)) {
      assertHas(device, SECOND);
      assertThat(device.trial()).isEmpty();
      assertThat(device.rollBack()).isFalse();
      assertThat(Devices.open(lost.copy()).status()).isEqualTo(device.status());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 1_000})
  void whereverTheDiskFailsATrialStaysWholeAndCanEndLater(int further) throws IOException {
    for (int n = 1; n <= 20; n++) {
      SimulatedDisk disk = Devices.with(FIRST);
      try (Device device = Devices.open(disk)) {
        failing(disk, n, further, () -> SECOND.tryOn(device, WITHIN));
        if (device.trial().isEmpty()) {
          assertHas(device, FIRST);
          SECOND.tryOn(device, WITHIN);
        }
        assertHas(device, SECOND);
        failing(disk, 1 + n % 6, further, device::rollBack);
        assertHas(device, device.trial().isPresent() ? SECOND : FIRST);
        device.rollBack();
        assertHas(device, FIRST);
        SECOND.tryOn(device, WITHIN);
        failing(disk, 1 + n % 6, further, device::confirm);
        device.confirm();
        assertHas(device, SECOND);
      }
      try (Device device = Devices.open(disk)) {
        assertHas(device, SECOND);
        assertThat(device.trial()).isEmpty();
        assertNothingOrphaned(disk, device);
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void failing(SimulatedDisk disk, int from, int further, Work work) {
    disk.failBetween(from, from + further);
    try {
      work.run();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    } finally {
      disk.failBetween(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
  }

  @Test
  void aTrialTakesSomeTimeAndNotForEver() throws IOException {
    try (Device device = Devices.open(Devices.with(FIRST))) {
      for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(999), Duration.ofDays(367))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> SECOND.prepareOnTrial(device.installer(), wrong));
      }
    }
  }
}
