package io.assetota.core;

import static io.assetota.core.Devices.assertHas;
import static io.assetota.core.Devices.assertNothingOrphaned;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.install.Installer;
import io.assetota.core.install.Installers;
import io.assetota.core.model.Asset;
import io.assetota.core.store.SimulatedDisk;
import io.assetota.core.store.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cuts the power after every operation of an application and an updater that work side by side. */
@Tag("long")
final class TwoRolesPowerCutTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Release FIRST = Release.ofProgram("kiosk", "a", "1", "b", "one", "c", "x");
  private static final Release SECOND = Release.ofProgram("kiosk", "a", "2", "b", "two", "c", "x");

  private static int tried;

  private static AssetManager application(SimulatedDisk disk) throws IOException {
    AssetManager application =
        AssetManager.open(disk, disk.locks(), Optional.empty(), new TestClock());
    application.lookForUpdatesEvery(Duration.ZERO);
    application.onAssetOta(available -> application.assetsHandled(true));
    return application;
  }

  private static Installer updater(SimulatedDisk disk) throws IOException {
    return Installers.open(disk, Optional.empty(), new TestClock());
  }

  private static void assertReadable(AssetManager application) throws IOException {
    assertThat(application.missing()).isEmpty();
    for (Asset asset : application.available()) {
      assertThat(Devices.read(asset)).isNotEmpty();
    }
  }

  /** The application runs from the beginning to the end of the update, and goes on with it. */
  private static void replaceWhileItRuns(SimulatedDisk disk) throws IOException {
    try (AssetManager application = application(disk)) {
      application.start();
      try (Installer updater = updater(disk)) {
        SECOND.installOn(updater);
        assertReadable(application);
      }
      application.deliver();
      assertReadable(application);
    }
  }

  @Test
  void whileItIsReplacedThereIsTheOldOrTheNewAndNeverAMix() throws IOException {
    tried +=
        PowerCuts.tryAll(
            Devices.withRoomFor(3, FIRST),
            TwoRolesPowerCutTest::replaceWhileItRuns,
            (disk, complete) -> check(disk, complete ? Optional.of(SECOND) : Optional.empty()));
  }

  /** The updater installs on trial; the application, which goes on with it, confirms. */
  private static void tryAndConfirm(SimulatedDisk disk) throws IOException {
    try (Installer updater = updater(disk);
        AssetManager application = application(disk)) {
      application.start();
      SECOND.tryOn(updater, LONG);
      assertReadable(application);
      application.deliver();
      assertThat(application.confirm()).isTrue();
      assertReadable(application);
    }
  }

  @Test
  void onTrialEitherStaysWhole() throws IOException {
    tried +=
        PowerCuts.tryAll(
            Devices.with(FIRST),
            TwoRolesPowerCutTest::tryAndConfirm,
            (disk, complete) -> check(disk, complete ? Optional.of(SECOND) : Optional.empty()));
  }

  /** The updater rolls a trial back under an application that runs. */
  private static void tryAndRollBack(SimulatedDisk disk) throws IOException {
    try (Installer updater = updater(disk)) {
      SECOND.tryOn(updater, LONG);
      try (AssetManager application = application(disk)) {
        application.start();
        assertThat(updater.rollBack()).isTrue();
        assertReadable(application);
        application.deliver();
        assertReadable(application);
      }
    }
  }

  @Test
  void rolledBackUnderARunningApplicationEitherStaysWhole() throws IOException {
    tried +=
        PowerCuts.tryAll(
            Devices.with(FIRST),
            TwoRolesPowerCutTest::tryAndRollBack,
            (disk, complete) -> check(disk, complete ? Optional.of(FIRST) : Optional.empty()));
  }

  /** What is there is one of the releases, whole, for whichever process comes first. */
  private static void check(SimulatedDisk disk, Optional<Release> expected) throws IOException {
    SimulatedDisk other = disk.copy();
    try (Device device = Device.open(disk, Optional.empty(), new TestClock())) {
      Release found =
          device.application().equals(Optional.of(SECOND.application())) ? SECOND : FIRST;
      assertHas(device, found);
      assertNothingOrphaned(disk, device);
      expected.ifPresent(e -> assertThat(found).isEqualTo(e));
      try (AssetManager application = application(other)) {
        assertThat(application.required()).isEqualTo(found.assets());
        application.start();
        assertReadable(application);
      }
      try (Installer updater = updater(other)) {
        assertThat(updater.status().missing()).isEmpty();
        assertThat(updater.application()).isEqualTo(device.application());
      }
      assertThat(other.names()).doesNotContain("running", "running.new", "state.new");
    }
  }

  @AfterAll
  static void manyCutsWereTried() {
    System.out.println("Power cuts with two roles tried: " + tried);
    assertThat(tried).isGreaterThan(1_500);
  }
}
