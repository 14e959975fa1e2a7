package io.assetota.core;

import static io.assetota.core.Devices.assertHas;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.assetota.core.device.ConsumerState;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.install.DeviceFolder;
import io.assetota.core.install.Installer;
import io.assetota.core.install.Installers;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.DeviceBusyException;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.module.AssetModule;
import io.assetota.core.store.SimulatedDisk;
import io.assetota.core.store.TestClock;
import io.assetota.testing.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application and an updater have the folder open side by side. */
final class TwoRolesTest {
  private static final Duration LONG = Duration.ofHours(1);

  /** Three assets of a block each, or two sets don't fit. */
  private static final Platform SMALL =
      Platform.LINUX.withStorage(
          new StorageLimits(3 * StorageLimits.BLOCK_SIZE, StorageLimits.BLOCK_SIZE));

  private static final Release FIRST = Release.of("first", "a", "1", "b", "1", "c", "1");
  private static final Release SECOND = Release.of("second", "a", "2", "b", "2", "c", "2");

  /** The same program, with other assets. */
  private static final Release KIOSK_1 = Release.ofProgram("kiosk", "a", "1", "b", "1");

  private static final Release KIOSK_2 = Release.ofProgram("kiosk", "a", "2", "b", "1");

  @TempDir Path home;

  private void install(Release release) throws IOException {
    try (Installer updater = Installer.open(home, SMALL)) {
      release.installOn(updater);
    }
  }

  private static void assertReads(AssetManager application, Release release) throws IOException {
    assertThat(application.missing()).isEmpty();
    assertThat(application.available()).extracting(Asset::reference).isEqualTo(release.assets());
    for (Asset asset : application.available()) {
      assertThat(Devices.read(asset)).isEqualTo(release.contents().get(asset.name()));
    }
  }

  @Test
  void anUpdaterInstallsWhileTheApplicationReads() throws IOException {
    install(FIRST);
    try (AssetManager application = AssetManager.open(home)) {
      application.start();
      install(SECOND);
      assertReads(application, FIRST);
      assertThat(application.status().application().orElseThrow().id())
          .isEqualTo(SECOND.application().id());
    }
    try (AssetManager application = AssetManager.open(home)) {
      assertReads(application, SECOND);
    }
  }

  @Test
  void theAssetsThatAnApplicationBeganWithStayOnTheDiskUntilItEnds() throws IOException {
    install(FIRST);
    Path old = home.resolve("store/" + FIRST.asset("a").hash() + ".asset");
    try (AssetManager application = AssetManager.open(home)) {
      assertThat(application.required()).isEqualTo(FIRST.assets());
      install(SECOND);
      try (Installer updater = Installer.open(home)) {
        assertThat(updater.status().unused()).as("it counts for nobody else").isEmpty();
      }
      assertThat(old).exists();
    }
    assertThat(old).doesNotExist();
  }

  @Test
  void theClaimOfAKilledApplicationEndsWithItsLock() throws IOException {
    SimulatedDisk disk = new SimulatedDisk();
    try (Installer updater = Installers.open(disk, Optional.of(SMALL), new TestClock())) {
      FIRST.installOn(updater);
    }
    AssetManager application =
        AssetManager.open(disk, disk.locks(), Optional.empty(), new TestClock());
    assertThat(application.required()).isEqualTo(FIRST.assets());
    try (Installer updater = Installers.open(disk, Optional.empty(), new TestClock())) {
      SECOND.installOn(updater);
    }
    String old = "store/" + FIRST.asset("a").hash() + ".asset";
    assertThat(disk.names()).contains(old, "running");

    SimulatedDisk killed = disk.copy(); // all files, and no locks
    try (Device device = Device.open(killed, Optional.empty(), new TestClock())) {
      assertHas(device, SECOND);
      assertThat(killed.names()).doesNotContain(old, "running");
    }
  }

  @Test
  void anApplicationIsToldOfAReleaseThatHasItsProgramAndOtherAssets() throws Exception {
    install(KIOSK_1);
    BlockingQueue<List<String>> told = new LinkedBlockingQueue<>();
    try (AssetManager application = AssetManager.open(home)) {
      application.lookForUpdatesEvery(Duration.ofMillis(2));
      application.onAssetOta(
          available -> {
            told.add(contents(available));
            application.assetsHandled(true);
          });
      application.start();
      assertThat(told.poll()).containsExactly("1", "1");
      install(KIOSK_2);
      assertThat(told.poll(60, SECONDS)).containsExactly("2", "1");
      assertReads(application, KIOSK_2);
      assertThat(read(KIOSK_1.asset("a"))).as("what it began with").isEqualTo("1");
      try (Installer updater = Installer.open(home)) {
        Waiting.until(
            "handled by the running application",
            () -> updater.status().consumerState() == ConsumerState.HANDLED);
      }
    }
  }

  private static List<String> contents(List<Asset> assets) throws IOException {
    List<String> contents = new ArrayList<>();
    for (Asset asset : assets) {
      contents.add(new String(Devices.read(asset), UTF_8));
    }
    return contents;
  }

  private String read(AssetReference asset) throws IOException {
    Path file = home.resolve("store/" + asset.hash() + ".asset");
    try (var in = AssetModule.open(file)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void anApplicationIsToldAfterATrialOfOtherAssetsWasRolledBack() throws Exception {
    install(KIOSK_1);
    BlockingQueue<List<String>> told = new LinkedBlockingQueue<>();
    try (AssetManager application = AssetManager.open(home);
        Installer updater = Installer.open(home, Platform.LINUX)) {
      application.lookForUpdatesEvery(Duration.ofMillis(2));
      application.onAssetOta(available -> told.add(contents(available)));
      application.start();
      assertThat(told.poll()).containsExactly("1", "1");
      KIOSK_2.tryOn(updater, LONG);
      assertThat(told.poll(60, SECONDS)).containsExactly("2", "1");
      assertThat(application.trial()).isPresent();
      assertThat(application.rollBack()).isTrue();
      assertThat(told.poll(60, SECONDS)).containsExactly("1", "1");
    }
  }

  @Test
  void anotherProgramIsForTheNextStart() throws Exception {
    install(KIOSK_1);
    BlockingQueue<List<String>> told = new LinkedBlockingQueue<>();
    try (AssetManager application = AssetManager.open(home)) {
      application.lookForUpdatesEvery(Duration.ofMillis(1));
      application.onAssetOta(available -> told.add(contents(available)));
      application.start();
      assertThat(told.poll()).containsExactly("1", "1");
      install(SECOND);
      install(KIOSK_2); // it came from there, so whoever looks meanwhile may miss the other
      assertThat(told.poll(60, SECONDS)).as("never the second").containsExactly("2", "1");
      assertThat(told).isEmpty();
    }
  }

  @Test
  void anApplicationConfirmsItselfAndNoOther() throws IOException {
    install(FIRST);
    try (AssetManager application = AssetManager.open(home);
        Installer updater = Installer.open(home, Platform.LINUX)) {
      SECOND.tryOn(updater, LONG);
      assertThat(application.trial()).isEmpty();
      assertThat(application.confirm()).isFalse();
      assertThat(application.rollBack()).isFalse();
      assertThat(updater.status().trial()).isPresent();
      application.deliver(); // goes on as the other one
      assertThat(application.confirm()).isTrue();
      assertThat(updater.status().trial()).isEmpty();
    }
  }

  @Test
  void eitherSeesWhatTheOtherDidAndOnlyOneEndsATrial() throws IOException {
    install(FIRST);
    try (Installer updater = Installer.open(home, Platform.LINUX)) {
      SECOND.tryOn(updater, LONG);
      try (AssetManager application = AssetManager.open(home);
          DeviceFolder runtime = DeviceFolder.open(home)) {
        assertThat(application.confirm()).isTrue();
        assertThat(updater.rollBack()).isFalse();
        assertThat(runtime.rollBack()).isFalse();
        assertThat(runtime.status().trial()).isEmpty();
        assertThat(updater.application()).contains(SECOND.application());
      }
    }
  }

  @Test
  void aStartThatARuntimeCountedIsCountedOnce() throws IOException {
    install(FIRST);
    try (Installer updater = Installer.open(home, Platform.LINUX)) {
      SECOND.tryOn(updater, LONG);
    }
    for (int left = 2; left >= 0; left--) {
      try (DeviceFolder runtime = DeviceFolder.open(home)) {
        assertThat(runtime.countStart()).isFalse();
        assertThat(runtime.status().trial().orElseThrow().startsLeft()).isEqualTo(left);
      }
      try (AssetManager application = AssetManager.open(home)) {
        application.start();
        assertThat(application.trial().orElseThrow().startsLeft()).isEqualTo(left);
      }
    }
    try (DeviceFolder runtime = DeviceFolder.open(home)) {
      assertThat(runtime.countStart()).as("it is rolled back").isTrue();
      assertThat(runtime.application()).contains(FIRST.application());
    }
  }

  @Test
  void startsThatEndBeforeTheFolderIsOpenedAreCounted() throws IOException {
    install(FIRST);
    try (Installer updater = Installer.open(home, Platform.LINUX)) {
      SECOND.tryOn(updater, LONG);
      for (int i = 0; i < 3; i++) {
        assertThat(updater.countStart()).isFalse();
      }
      assertThat(updater.countStart()).isTrue();
      assertThat(updater.countStart()).isFalse();
    }
  }

  @Test
  void whatIsPreparedIsRefusedIfAnotherProcessChangedTheDeviceMeanwhile() throws IOException {
    SimulatedDisk disk = Devices.with(FIRST);
    try (Installer updater = Installers.open(disk, Optional.empty(), new TestClock());
        var installation = SECOND.prepareOn(updater)) {
      SECOND.stageAll(installation);
      disk.remove("store/" + FIRST.asset("a").hash() + ".asset");
      try (DeviceFolder other = Installers.look(disk, new TestClock())) {
        assertThat(other.status().missing()).hasSize(3);
      }
      assertThatExceptionOfType(AssetException.class)
          .isThrownBy(installation::commit)
          .withMessageContaining("prepare it again");
      SECOND.installOn(updater);
      assertThat(updater.application()).contains(SECOND.application());
    }
  }

  @Test
  void oneProcessHasARoleOnce() throws IOException {
    try (AssetManager application = AssetManager.open(home);
        Installer updater = Installer.open(home)) {
      assertThatExceptionOfType(DeviceBusyException.class)
          .isThrownBy(() -> AssetManager.open(home));
      assertThatExceptionOfType(DeviceBusyException.class).isThrownBy(() -> Installer.open(home));
      assertThat(application.home()).isEqualTo(updater.home());
    }
    AssetManager.open(home).close();
    Installer.open(home).close();
  }

  /** What the version before the roles kept in its files. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFolderOfTheFormerLayoutIsTakenOver(boolean byTheApplication) throws IOException {
    UpdateRecord update =
        new UpdateRecord(
            Instant.EPOCH, UpdateRecord.Outcome.DECLINED, Optional.empty(), "a disk", 3, "why");
    try (Installer updater = Installer.open(home)) {
      FIRST.installOn(updater);
      updater.noteUpdate(update, Optional.empty());
    }
    FormerLayout.of(home);
    assertThat(home.resolve("lock")).exists();
    assertThat(home.resolve("updates")).doesNotExist();

    if (byTheApplication) {
      try (AssetManager application = AssetManager.open(home)) {
        application.assetsHandled(true); // writes the state anew
      }
    }
    try (Installer updater = Installer.open(home)) {
      assertThat(updater.status().lastUpdate()).contains(update);
      assertThat(updater.status().lastInstallation()).isPresent();
      assertThat(updater.application()).contains(FIRST.application());
      assertThat(updater.status().consumerState())
          .isEqualTo(byTheApplication ? ConsumerState.HANDLED : ConsumerState.WANT);
    }
    assertThat(home.resolve("lock")).doesNotExist();
    assertThat(Files.readString(home.resolve("state"))).isNotEmpty();
  }
}
