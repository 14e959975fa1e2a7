package io.assetota.core;

import static io.assetota.core.Devices.assertHas;
import static io.assetota.core.Devices.assertNothingOrphaned;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.device.ConsumerState;
import io.assetota.core.store.SimulatedDisk;
import io.assetota.core.store.TestClock;
import io.assetota.core.store.clock.DeviceClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cuts the power after every operation of a trial: its beginning, its confirmation, the way back,
 * and the recovery after each of them.
 */
@Tag("long")
final class TrialPowerCutTest {
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final DeviceClock CLOCK = new TestClock();
  private static final DeviceClock TOO_LATE = new TestClock().pass(WITHIN.plusSeconds(1));
  private static final DeviceClock BEFORE =
      new TestClock().reboot(Duration.ZERO).guess(Instant.ofEpochSecond(60));

  private static final Release ZERO = Release.of("zero", "old", "only here", "kept", "other");
  private static final Release FIRST =
      Release.of("first", "kept", "stays as it is", "changed", "old", "dropped", "goes");
  private static final Release SECOND =
      Release.of("second", "kept", "stays as it is", "changed", "new", "added", "comes");
  private static final Release NONE = Release.of("none");

  private static int tried;

  /** What a device may have, and nothing else. */
  private enum State {
    OLD,
    ON_TRIAL,
    CONFIRMED
  }

  private interface Action {
    void on(Device device) throws IOException;
  }

  private record Scenario(
      String name,
      SimulatedDisk disk,
      Release old,
      Release next,
      DeviceClock clock,
      Action action,
      State before,
      State after) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Scenario> scenarios() throws IOException {
    return Stream.of(
        begin("a trial begins", Devices.with(FIRST), FIRST, SECOND),
        begin("a trial drops what is unused", Devices.withRoomFor(5, ZERO, FIRST), FIRST, SECOND),
        begin("a trial with old sets", Devices.with(ZERO, FIRST), FIRST, SECOND),
        begin("a trial of assets that come back", Devices.with(SECOND, FIRST), FIRST, SECOND),
        begin("a trial without assets", Devices.with(FIRST), FIRST, NONE),
        begin("a trial after none", Devices.with(NONE), NONE, FIRST),
        during("confirmed", CLOCK, Device::confirm, State.CONFIRMED),
        during("rolled back", CLOCK, Device::rollBack, State.OLD),
        during("found overdue", TOO_LATE, Device::status, State.OLD),
        during("started", CLOCK, Device::start, State.ON_TRIAL),
        during("without a clock", BEFORE, Device::start, State.ON_TRIAL),
        keepsStarting(),
        damaged());
  }

  private static Scenario begin(String name, SimulatedDisk disk, Release old, Release next) {
    return new Scenario(
        name,
        disk,
        old,
        next,
        CLOCK,
        device -> next.tryOn(device, WITHIN),
        State.OLD,
        State.ON_TRIAL);
  }

  private static Scenario during(String name, DeviceClock clock, Action action, State after)
      throws IOException {
    return new Scenario(name, onTrial(), FIRST, SECOND, clock, action, State.ON_TRIAL, after);
  }

  private static SimulatedDisk onTrial() throws IOException {
    SimulatedDisk disk = Devices.with(FIRST);
    try (Device device = Devices.open(disk)) {
      SECOND.tryOn(device, WITHIN);
    }
    return disk.copy();
  }

  private static Scenario keepsStarting() throws IOException {
    SimulatedDisk disk = onTrial();
    for (int i = 0; i < 3; i++) {
      try (Device device = Devices.open(disk)) {
        device.start();
      }
    }
    return new Scenario(
        "started once too often",
        disk.copy(),
        FIRST,
        SECOND,
        CLOCK,
        Device::start,
        State.ON_TRIAL,
        State.OLD);
  }

  private static Scenario damaged() throws IOException {
    SimulatedDisk disk = onTrial();
    byte[] application = disk.get("application.bin");
    application[application.length / 2] ^= 1;
    disk.put("application.bin", application);
    return new Scenario(
        "damaged", disk, FIRST, SECOND, CLOCK, Device::status, State.OLD, State.OLD);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void afterAPowerCutThereIsOneOfTheSetsAndNeverAMix(Scenario scenario) throws IOException {
    Set<State> cutOff = EnumSet.of(scenario.before, scenario.after);
    Set<State> through = EnumSet.of(scenario.after);
    tried +=
        PowerCuts.tryAll(
            scenario.disk,
            disk -> act(scenario, disk),
            (disk, complete) -> check(scenario, disk, complete ? through : cutOff));
  }

  private static void act(Scenario scenario, SimulatedDisk disk) throws IOException {
    try (Device device = Devices.open(disk, scenario.clock)) {
      scenario.action.on(device);
    }
  }

  private static void check(Scenario scenario, SimulatedDisk disk, Set<State> possible)
      throws IOException {
    try (Device device = Devices.open(disk)) {
      State state = stateOf(device, scenario);
      assertThat(possible).contains(state);
      assertHas(device, state == State.OLD ? scenario.old : scenario.next);
      assertNothingOrphaned(disk, device);
      assertThat(Devices.open(disk.copy()).status()).isEqualTo(device.status());
      if (state == State.ON_TRIAL) {
        checkBothWays(scenario, disk);
      } else {
        ZERO.installOn(device);
        assertHas(device, ZERO);
        assertNothingOrphaned(disk, device);
      }
    }
  }

  private static State stateOf(Device device, Scenario scenario) throws IOException {
    boolean isOld = device.application().equals(Optional.of(scenario.old.application()));
    if (device.trial().isPresent()) {
      assertThat(device.trial().get().previous().id()).isEqualTo(scenario.old.application().id());
      assertThat(isOld).isFalse();
      return State.ON_TRIAL;
    }
    return isOld ? State.OLD : State.CONFIRMED;
  }

  /** A trial that is on can always end in one way or the other. */
  private static void checkBothWays(Scenario scenario, SimulatedDisk disk) throws IOException {
    SimulatedDisk back = disk.copy();
    try (Device device = Devices.open(back)) {
      assertThat(device.rollBack()).isTrue();
      assertHas(device, scenario.old);
      assertNothingOrphaned(back, device);
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
    }
    SimulatedDisk kept = disk.copy();
    try (Device device = Devices.open(kept)) {
      assertThat(device.confirm()).isTrue();
      assertHas(device, scenario.next);
      assertNothingOrphaned(kept, device);
    }
  }

  @AfterAll
  static void thousandsOfCutsWereTried() {
    System.out.println("Power cuts in trials tried: " + tried);
    assertThat(tried).isGreaterThan(1_000);
  }
}
