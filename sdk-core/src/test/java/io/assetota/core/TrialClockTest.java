package io.assetota.core;

import static io.assetota.core.Devices.NOW;
import static io.assetota.core.Devices.assertHas;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.device.Trial;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.store.Manifest;
import io.assetota.core.store.RecordFile;
import io.assetota.core.store.SimulatedDisk;
import io.assetota.core.store.TestClock;
import io.assetota.core.store.TrialRecord;
import io.assetota.core.store.TrialTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each row of the table in docs/guides/updates.md, "The time of a trial", in its order. */
final class TrialClockTest {
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Duration MOST = WITHIN.minusMinutes(1);
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Instant IN_1970 = Instant.ofEpochSecond(60);
  private static final Release FIRST = Release.of("first", "a", "old");
  private static final Release SECOND = Release.of("second", "a", "new");

  private final TestClock clock = new TestClock();
  private SimulatedDisk disk = new SimulatedDisk();

  private void tryOut() throws IOException {
    disk = Devices.with(FIRST);
    try (Device device = Devices.open(disk, clock)) {
      SECOND.tryOn(device, WITHIN);
    }
  }

  /** Opens the folder as another process does, and finds the trial going on. */
  private void assertGoesOn() throws IOException {
    try (Device device = Devices.open(disk, clock)) {
      assertHas(device, SECOND);
      assertThat(device.trial()).map(Trial::standing).contains(Trial.Standing.RUNNING);
      assertThat(device.rollBackIfOverdue()).isFalse();
    }
  }

  private void assertGoesOnFor(Duration left) throws IOException {
    try (Device device = Devices.open(disk, clock)) {
      Instant now = clock.read().wall();
      assertThat(device.trial()).map(Trial::confirmBy).contains(now.plus(left));
      assertThat(device.trial()).map(Trial::since).contains(now.plus(left).minus(WITHIN));
    }
    clock.pass(left.minusMillis(1));
    assertGoesOn();
    clock.pass(Duration.ofMillis(1));
    assertIsOver();
  }

  private void assertIsOver() throws IOException {
    try (Device device = Devices.open(disk, clock)) {
      assertHas(device, FIRST);
      assertThat(device.status().trialEnd()).map(TrialEnd::kind).contains(TrialEnd.Kind.OVERDUE);
    }
  }

  @Test
  void sameBootOtherProcess() throws IOException {
    tryOut();
    clock.pass(MOST);
    assertGoesOnFor(A_MINUTE);
  }

  @Test
  void sameBootTheClockIsSetFrom1970() throws IOException {
    clock.guess(IN_1970);
    tryOut();
    clock.pass(A_MINUTE).set(NOW);
    assertGoesOn();
    clock.pass(A_MINUTE);
    assertGoesOnFor(WITHIN.minusMinutes(2));
  }

  @Test
  void sameBootTheClockIsSetFromThatOfYesterday() throws IOException {
    clock.guess(NOW.minus(A_DAY));
    tryOut();
    clock.set(NOW);
    assertGoesOnFor(WITHIN);
  }

  @Test
  void sameBootTheClockIsSetBack() throws IOException {
    tryOut();
    clock.pass(A_MINUTE).set(NOW.minus(A_DAY));
    assertGoesOnFor(MOST);
  }

  /** The process that began the trial, or waits for its end, opens nothing anew. */
  @Test
  void sameProcessTheClockIsSet() throws IOException {
    disk = Devices.with(FIRST);
    clock.guess(IN_1970);
    try (Device device = Devices.open(disk, clock)) {
      SECOND.tryOn(device, WITHIN);
      clock.pass(MOST).set(NOW);
      assertThat(device.rollBackIfOverdue()).isFalse();
      assertThat(device.trial()).map(Trial::confirmBy).contains(NOW.plus(A_MINUTE));
      clock.pass(A_MINUTE).set(NOW.minus(A_DAY));
      assertThat(device.trial()).map(Trial::standing).contains(Trial.Standing.OVERDUE);
      assertThat(device.rollBackIfOverdue()).isTrue();
      assertHas(device, FIRST);
    }
  }

  @Test
  void otherBootWithARightClock() throws IOException {
    tryOut();
    clock.pass(A_MINUTE).reboot(A_MINUTE);
    assertGoesOnFor(WITHIN.minusMinutes(2).minus(TestClock.UPTIME));
    tryOut();
    clock.reboot(WITHIN);
    assertIsOver();
  }

  @Test
  void otherBootWithAClockThatIsWrongNow() throws IOException {
    tryOut();
    clock.pass(A_MINUTE).reboot(A_DAY).guess(IN_1970);
    assertGoesOn();
    clock.set(NOW.plus(A_DAY));
    assertGoesOnFor(WITHIN.minus(TestClock.UPTIME));
  }

  @Test
  void otherBootAfterAClockThatWasWrong() throws IOException {
    for (Instant wrong : List.of(IN_1970, NOW.minus(A_DAY))) {
      clock.guess(wrong);
      tryOut();
      clock.pass(A_MINUTE).reboot(A_MINUTE).set(NOW);
      assertGoesOnFor(WITHIN.minus(TestClock.UPTIME));
    }
  }

  @Test
  void otherBootWithAClockThatContradictsIt() throws IOException {
    tryOut();
    clock.pass(A_MINUTE).reboot(A_MINUTE).set(NOW.minus(A_DAY));
    assertGoesOnFor(WITHIN.minus(TestClock.UPTIME));
  }

  /** A start is written down, with what had passed by then. */
  @Test
  void otherBootWithoutAClockAfterAStart() throws IOException {
    clock.guess(IN_1970);
    tryOut();
    clock.pass(A_MINUTE);
    try (Device device = Devices.open(disk, clock)) {
      device.start();
    }
    clock.pass(A_MINUTE).reboot(Duration.ZERO).guess(IN_1970);
    assertGoesOnFor(MOST.minus(TestClock.UPTIME));
  }

  @Test
  void otherBootsWithoutAClockAddUpAndTheStartsEndTheTrial() throws IOException {
    clock.guess(IN_1970);
    tryOut();
    List<Integer> left = new ArrayList<>();
    for (int boot = 1; boot <= 3; boot++) {
      clock.reboot(A_DAY).guess(IN_1970);
      try (Device device = Devices.open(disk, clock)) {
        device.start();
        device.trial().ifPresent(t -> left.add(t.startsLeft()));
        assertThat(device.trial())
            .map(Trial::confirmBy)
            .contains(IN_1970.plus(WITHIN).minus(TestClock.UPTIME.multipliedBy(boot)));
      }
    }
    assertThat(left).containsExactly(2, 1, 0);
    try (Device device = Devices.open(disk, clock)) {
      assertThat(device.trial()).map(Trial::standing).contains(Trial.Standing.OUT_OF_STARTS);
      device.start();
      assertHas(device, FIRST);
      assertThat(device.status().trialEnd())
          .map(TrialEnd::kind)
          .contains(TrialEnd.Kind.KEPT_STARTING);
    }
  }

  @Test
  void aContainerThatStartsAnewOnTheSameHost() throws IOException {
    clock.guess(NOW).pass(A_DAY);
    tryOut();
    clock.pass(A_MINUTE).restartContainer();
    assertGoesOnFor(WITHIN.minus(TestClock.UPTIME));
  }

  /** As far as is known the trial may have begun a moment or a year ago. */
  @Test
  void aTrialThatAnEarlierVersionBegan() throws IOException {
    tryOut();
    SimulatedDisk earlier = disk;
    RecordFile manifest = Manifest.file(earlier);
    List<List<String>> records = new ArrayList<>();
    for (List<String> fields : manifest.read().orElseThrow()) {
      records.add(fields.get(0).equals("trial") ? fields.subList(0, 7) : fields);
    }
    manifest.write(records);
    clock.pass(A_DAY);
    assertGoesOnFor(WITHIN);
  }

  @Test
  void openingAFolderAgainWritesNothing() throws IOException {
    tryOut();
    clock.pass(A_MINUTE);
    disk.failBetween(1, Integer.MAX_VALUE);
    assertGoesOn();
    assertThat(disk.operations()).isZero();
  }

  @Test
  void aTrialIsFoundAsItWasWritten() throws IOException {
    tryOut();
    Manifest manifest = Manifest.read(Manifest.file(disk)).orElseThrow();
    assertThat(manifest.trial().map(TrialRecord::time))
        .isEqualTo(Optional.of(TrialTime.begun(clock.read())));
  }
}
