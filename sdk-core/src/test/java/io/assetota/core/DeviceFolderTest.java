package io.assetota.core;

import static io.assetota.core.Devices.assertHas;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.core.device.DeviceStatus;
import io.assetota.core.install.Installation;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.DeviceBusyException;
import io.assetota.core.model.Platform;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device folder on a real disk: who may open it, and what may lie there. */
final class DeviceFolderTest {
  private static final Release FIRST = Release.of("first", "a", "content of a", "b", "content");
  private static final Release SECOND = Release.of("second", "a", "new content", "b", "content");

  @TempDir private Path folder;

  /** Opens the folder that it is given, as another process. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws IOException {
      try (Device device = Device.open(Path.of(arguments[0]))) {
        System.out.print("opened " + device.required().size());
      } catch (DeviceBusyException e) {
        System.out.print("busy: " + e.getMessage());
      }
    }
  }

  private static String openInAnotherProcess(Path home) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                OtherProcess.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), UTF_8);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return said;
    }
  }

  private static String classPath() {
    String modules = System.getProperty("jdk.module.path", "");
    return String.join(
        File.pathSeparator,
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        modules);
  }

  @Test
  void onlyOneProcessAtATimeAlsoAfterTheSameOneTriedTwice() throws Exception {
    try (Device device = Device.open(folder)) {
      FIRST.installOn(device);
      assertThatExceptionOfType(DeviceBusyException.class)
          .isThrownBy(() -> Device.open(folder))
          .withMessageContaining(folder.toString())
          .withMessageContaining("open in this process already");
      assertThat(openInAnotherProcess(folder))
          .startsWith("busy: device folder " + folder + " is in use by process ")
          .contains(Long.toString(ProcessHandle.current().pid()))
          .contains("only one process at a time");
    }
    assertThat(openInAnotherProcess(folder)).isEqualTo("opened 2");
  }

  @Test
  void afterCloseTheFolderCanBeOpenedAgainAndCloseMayBeCalledTwice() throws IOException {
    Device device = Device.open(folder);
    device.close();
    try (Device again = Device.open(folder)) {
      device.close();
      assertThatExceptionOfType(DeviceBusyException.class).isThrownBy(() -> Device.open(folder));
      FIRST.installOn(again);
    }
  }

  @Test
  void aFolderOpenedUnderAnotherNameIsTheSameFolder() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(at("real")));
    try (Device device = Device.open(at("real"))) {
      assertThat(device.required()).isEmpty();
      assertThatExceptionOfType(DeviceBusyException.class).isThrownBy(() -> Device.open(link));
    }
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  @Test
  void theFolderAndItsPartsMayBeSymbolicLinks() throws IOException {
    Path home = Files.createDirectory(at("home"));
    Files.createSymbolicLink(home.resolve("store"), Files.createDirectory(at("large disk")));
    Path link = Files.createSymbolicLink(at("link"), home);
    try (Device device = Device.open(link)) {
      FIRST.installOn(device);
      assertHas(device, FIRST);
    }
    assertThat(at("large disk/manifest")).exists();
  }

  @Test
  void newFoldersAreMade() throws IOException {
    try (Device device = Device.open(at("var/lib/kiosk"))) {
      FIRST.installOn(device);
    }
    assertThat(at("var/lib/kiosk/application.bin")).exists();
  }

  @Test
  void aFileInThePlaceOfTheFolderIsAnErrorThatNamesIt() throws IOException {
    Path file = Files.writeString(at("file"), "not a folder");
    assertThatIOException()
        .isThrownBy(() -> Device.open(file))
        .withMessageContaining(file.toString());
  }

  @Test
  void aReaderThatIsOpenGoesOnReadingTheOldContent() throws IOException {
    try (Device device = Device.open(folder, boron())) {
      Release old = boronRelease("old", 580_000, 1);
      old.installOn(device);
      try (AssetReader in = device.available("big").orElseThrow().open()) {
        byte[] begin = in.readNBytes(1_000);
        Release next = boronRelease("next", 600_000, 2);
        next.installOn(device);
        assertThat(device.unused()).isEmpty();
        byte[] rest = in.readAllBytes();
        assertThat(begin).isEqualTo(Arrays.copyOf(old.contents().get("big"), 1_000));
        assertThat(rest).hasSize(579_000);
        in.rewind();
        assertThat(in.readAllBytes()).isEqualTo(old.contents().get("big"));
        assertHas(device, next);
      }
    }
  }

  private static Platform boron() {
    return Platform.byName("boron").orElseThrow();
  }

  private static Release boronRelease(String name, int size, int seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return Release.of(boron(), name).with("big", content);
  }

  @Test
  void anAssetThatAnUpdateRemovedTellsSo() throws IOException {
    try (Device device = Device.open(folder, boron())) {
      boronRelease("old", 600_000, 1).installOn(device);
      Asset big = device.available("big").orElseThrow();
      boronRelease("next", 600_000, 2).installOn(device);
      assertThatExceptionOfType(AssetException.class)
          .isThrownBy(big::open)
          .withMessageContaining("no longer stored");
    }
  }

  @Test
  void aReaderStaysUsableAfterCloseAndChangesNothingWhenItFindsDamage() throws IOException {
    Device device = Device.open(folder);
    Release release = Release.of("r").with("big", new byte[100_000]);
    release.installOn(device);
    byte[] manifest = Files.readAllBytes(at("store/manifest"));
    try (AssetReader in = device.available("big").orElseThrow().open()) {
      in.skipNBytes(10);
      device.close();
      Path module = at("store/" + release.asset("big").hash() + ".asset");
      byte[] damaged = Files.readAllBytes(module);
      Arrays.fill(damaged, 30, 60, (byte) 0x5a);
      try (var file = new RandomAccessFile(module.toFile(), "rw")) {
        file.write(damaged);
      }
      assertThatCode(in::rewind).doesNotThrowAnyException();
      assertThatIOException().isThrownBy(in::readAllBytes);
    }
    assertThat(at("store/manifest")).hasBinaryContent(manifest);
  }

  @Test
  void aClosedManagerIsOfNoUse() throws IOException {
    Device device = Device.open(folder);
    FIRST.installOn(device);
    Asset a = device.available("a").orElseThrow();
    Installation installation = SECOND.prepareOn(device);
    device.close();
    assertThatThrownBy(device::status).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> device.assetsHandled(true)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(a::open).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> SECOND.stageAll(installation))
        .isInstanceOf(IllegalStateException.class);
    assertThatCode(installation::close).doesNotThrowAnyException();
  }

  @Test
  void aDeviceCanBeLookedAtWhileAnotherProcessHasItOpen() throws IOException {
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> AssetManager.look(at("nowhere")))
        .withMessageContaining("no device folder");
    try (Device device = Device.open(folder)) {
      FIRST.installOn(device);
      DeviceStatus status = AssetManager.look(folder);
      assertThat(status.available()).isEqualTo(device.available());
      assertThat(status.application()).isEqualTo(device.status().application());
      assertThat(status.lastInstallation()).isPresent();
      assertThatExceptionOfType(AssetException.class)
          .isThrownBy(() -> status.available().get(0).open())
          .withMessageContaining("only looked at");
    }
  }

  @Test
  void partsOfAnUpdateStayInStagingAndLeftModulesDoNot() throws IOException {
    try (Device device = Device.open(folder)) {
      Files.writeString(device.stagingFolder().resolve("0123.part"), "fetched so far");
      Files.writeString(device.stagingFolder().resolve("0123.1.asset"), "left by a power cut");
    }
    try (Device device = Device.open(folder)) {
      FIRST.installOn(device);
      assertThat(device.stagingFolder().resolve("0123.part")).hasContent("fetched so far");
      assertThat(device.stagingFolder().resolve("0123.1.asset")).doesNotExist();
      assertThat(device.home()).isEqualTo(folder);
    }
  }

  @Test
  void anInterruptedThreadDropsNothing() throws IOException {
    try (Device device = Device.open(folder)) {
      FIRST.installOn(device);
    }
    Thread.currentThread().interrupt();
    try (Device device = Device.open(folder)) {
      assertThat(device.missing()).isEmpty();
    } catch (IOException e) {
      assertThat(e).isInstanceOf(ClosedByInterruptException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    try (Device device = Device.open(folder)) {
      assertHas(device, FIRST);
    }
  }

  @Test
  void foldersOnDifferentDisksAreNamedWhenAModuleShouldMove() throws IOException {
    Path otherDisk = Path.of("/dev/shm");
    assumeTrue(
        Files.isWritable(otherDisk)
            && !Files.getFileStore(otherDisk).equals(Files.getFileStore(folder)));
    Path staging = Files.createTempDirectory(otherDisk, "staging");
    Path home = Files.createDirectory(at("home"));
    Files.createSymbolicLink(home.resolve("staging"), staging);
    try (Device device = Device.open(home)) {
      assertThatIOException()
          .isThrownBy(() -> FIRST.installOn(device))
          .withMessageContaining("in one step: both have to be on one disk");
      assertThat(device.application()).isEmpty();
    } finally {
      Files.delete(staging);
    }
  }
}
