package io.assetota.core;

import static io.assetota.core.Devices.assertHas;
import static io.assetota.core.Devices.assertNothingOrphaned;
import static io.assetota.core.Devices.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.device.ConsumerState;
import io.assetota.core.store.SimulatedDisk;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cuts the power after every operation of an installation and of its recovery. */
@Tag("long")
final class PowerCutTest {
  private static final Release NONE = Release.of("none");
  private static final Release FIRST =
      Release.of("first", "kept", "stays as it is", "changed", "old", "dropped", "goes");
  private static final Release SECOND =
      Release.of("second", "kept", "stays as it is", "changed", "new", "added", "comes");
  private static final Release TWINS =
      Release.of("twins", "kept too", "stays as it is", "kept", "stays as it is", "b", "x");

  private static int tried;

  private record Scenario(String name, SimulatedDisk disk, Release before, Release after) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Scenario> scenarios() throws IOException {
    return Stream.of(
        new Scenario("first installation", new SimulatedDisk(), null, FIRST),
        new Scenario("changed, new and dropped assets", Devices.with(FIRST), FIRST, SECOND),
        new Scenario("room for one set only", Devices.withRoomFor(3, FIRST), FIRST, SECOND),
        new Scenario("unused assets of two releases", Devices.with(NONE, FIRST), FIRST, SECOND),
        new Scenario("assets come back", Devices.with(FIRST, SECOND), SECOND, FIRST),
        new Scenario("application without assets", Devices.with(FIRST), FIRST, NONE),
        new Scenario("assets after none", Devices.with(FIRST, NONE), NONE, SECOND),
        new Scenario("same content, other name", Devices.with(FIRST), FIRST, TWINS),
        new Scenario("from twins to one", Devices.with(TWINS), TWINS, SECOND),
        new Scenario("the same again", Devices.with(FIRST), FIRST, FIRST),
        new Scenario("manifest damaged", withDamagedManifest(), FIRST, SECOND),
        new Scenario("application by hand", withOtherApplication(), null, FIRST));
  }

  private static SimulatedDisk withDamagedManifest() throws IOException {
    SimulatedDisk disk = Devices.with(FIRST);
    byte[] manifest = disk.get("store/manifest");
    manifest[manifest.length / 2] ^= 1;
    disk.put("store/manifest", manifest);
    return disk;
  }

  /** The manifest still names the application that is then installed again. */
  private static SimulatedDisk withOtherApplication() throws IOException {
    SimulatedDisk disk = Devices.with(FIRST);
    disk.put("application.bin", SECOND.application().toByteArray());
    return disk;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void afterAPowerCutThereIsTheOldOrTheNewAndNeverAMix(Scenario scenario) throws IOException {
    tried +=
        PowerCuts.tryAll(
            scenario.disk,
            disk -> install(scenario.after, disk),
            (disk, complete) -> check(scenario, disk, complete));
  }

  private static void install(Release release, SimulatedDisk disk) throws IOException {
    try (Device device = open(disk)) {
      if (device.required().isEmpty() || device.missing().isEmpty()) {
        device.assetsHandled(true);
      }
      release.installOn(device);
    }
  }

  private static void check(Scenario scenario, SimulatedDisk disk, boolean complete)
      throws IOException {
    try (Device device = open(disk)) {
      boolean isNew = device.application().equals(Optional.of(scenario.after.application()));
      assertThat(isNew || !complete).as("the new one, when commit returned").isTrue();
      if (isNew) {
        assertHas(device, scenario.after);
        if (!scenario.after.assets().isEmpty() && hasSomethingNew(scenario)) {
          assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
        }
      } else if (scenario.before != null) {
        assertHas(device, scenario.before);
      }
      assertNothingOrphaned(disk, device);
      assertThat(open(disk.copy()).status()).as("opened once more").isEqualTo(device.status());
      scenario.after.installOn(device);
      assertHas(device, scenario.after);
      assertNothingOrphaned(disk, device);
    }
  }

  /** The part behind the board has not met it, or has met something else since. */
  private static boolean hasSomethingNew(Scenario scenario) {
    return scenario.before == null
        || !scenario.before.assets().containsAll(scenario.after.assets());
  }

  @AfterAll
  static void thousandsOfCutsWereTried() {
    System.out.println("Power cuts tried: " + tried);
    assertThat(tried).isGreaterThan(2_000);
  }
}
