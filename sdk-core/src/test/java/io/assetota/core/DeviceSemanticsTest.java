package io.assetota.core;

import static io.assetota.core.Devices.assertHas;
import static io.assetota.core.Devices.open;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.StartResult.Outcome;
import io.assetota.core.device.ConsumerState;
import io.assetota.core.install.InstallPlan;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReader;
import io.assetota.core.store.SimulatedDisk;
import io.assetota.core.store.TestClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each sentence of FORMAT.md, Device semantics. */
final class DeviceSemanticsTest {
  private static final Release NONE = Release.of("none");
  private static final Release FIRST = Release.of("first", "a", "content of a", "b", "content");
  private static final Release SECOND =
      Release.of("second", "a", "new content", "b", "content", "c", "added");

  private final SimulatedDisk disk = new SimulatedDisk();
  private final List<List<String>> calls = new ArrayList<>();
  private Device device;

  DeviceSemanticsTest() throws IOException {
    device = open(disk);
  }

  private void reboot() throws IOException {
    device.close();
    device = open(disk);
  }

  private StartResult startWithCallback() throws IOException {
    device.onAssetOta(assets -> calls.add(assets.stream().map(Asset::name).toList()));
    return device.start();
  }

  @Test
  void requiredAreTheAssetDependenciesOfTheApplication() throws IOException {
    assertThat(device.required()).isEmpty();
    FIRST.installOn(device);
    assertThat(device.required()).isEqualTo(FIRST.assets());
  }

  @Test
  void availableIsWhatIsRequiredAndStored() throws IOException {
    FIRST.installOn(device);
    disk.put("application.bin", SECOND.application().toByteArray());
    reboot();
    assertThat(device.available()).extracting(Asset::reference).containsExactly(FIRST.asset("b"));
    assertThat(device.available("b")).isPresent();
    assertThat(device.available("c")).isEmpty();
  }

  @Test
  void missingIsWhatIsRequiredAndNotStored() throws IOException {
    FIRST.installOn(device);
    disk.put("application.bin", SECOND.application().toByteArray());
    reboot();
    assertThat(device.missing()).containsExactly(SECOND.asset("a"), SECOND.asset("c"));
  }

  @Test
  void unusedIsWhatIsStoredAndNotRequired() throws IOException {
    FIRST.installOn(device);
    SECOND.installOn(device);
    assertThat(device.unused()).extracting(Asset::reference).containsExactly(FIRST.asset("a"));
  }

  @Test
  void anAssetIsThePairOfNameAndHash() throws IOException {
    FIRST.installOn(device);
    Release renamed = Release.of("renamed", "z", "content of a", "b", "content");
    assertThat(renamed.prepareOn(device).plan().moving())
        .extracting(InstallPlan.PlannedAsset::asset)
        .containsExactly(renamed.asset("z"));
  }

  @Test
  void thePlanTellsNewChangedAndKept() throws IOException {
    FIRST.installOn(device);
    assertThat(SECOND.prepareOn(device).plan().assets())
        .extracting(InstallPlan.PlannedAsset::change)
        .containsExactly(
            InstallPlan.Change.CHANGED, InstallPlan.Change.KEPT, InstallPlan.Change.NEW);
  }

  @Test
  void theSamePairIsNeverSentAgain() throws IOException {
    FIRST.installOn(device);
    assertThat(SECOND.prepareOn(device).plan().moving())
        .extracting(p -> p.asset().name())
        .containsExactly("a", "c");
    assertThat(FIRST.installOn(device).moving()).isEmpty();
  }

  @Test
  void theSamePairIsNotSentAgainAfterAnApplicationWithoutAssetsInBetween() throws IOException {
    FIRST.installOn(device);
    NONE.installOn(device);
    assertThat(device.available()).isEmpty();
    NONE.installOn(device);
    reboot();
    assertThat(FIRST.installOn(device).moving()).isEmpty();
    assertHas(device, FIRST);
  }

  @Test
  void twoAssetsWithTheSameContentAreInstalledTogether() throws IOException {
    Release twins = Release.of("twins", "one", "the same", "another name", "the same");
    twins.installOn(device);
    assertHas(device, twins);
    reboot();
    assertHas(device, twins);
    Release single = Release.of("single", "another name", "the same");
    assertThat(single.installOn(device).moving()).isEmpty();
    assertHas(device, single);
  }

  @Test
  void anAssetWithAnotherNameAndTheSameContentDisturbsTheFirstOneNot() throws IOException {
    FIRST.installOn(device);
    Release renamed = Release.of("renamed", "a longer name", "content of a", "b", "content");
    renamed.installOn(device);
    reboot();
    assertHas(device, renamed);
    assertThat(FIRST.installOn(device).moving()).isEmpty();
    reboot();
    assertHas(device, FIRST);
  }

  @Test
  void storingAnyAssetSetsWant() throws IOException {
    FIRST.installOn(device);
    device.assetsHandled(true);
    SECOND.installOn(device);
    assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
  }

  @Test
  void anInstallationThatStoresNothingLeavesHandled() throws IOException {
    FIRST.installOn(device);
    device.assetsHandled(true);
    NONE.installOn(device);
    assertThat(device.status().consumerState()).isEqualTo(ConsumerState.HANDLED);
  }

  @Test
  void theConsumerStatePersists() throws IOException {
    FIRST.installOn(device);
    reboot();
    assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
    device.assetsHandled(true);
    reboot();
    assertThat(device.status().consumerState()).isEqualTo(ConsumerState.HANDLED);
  }

  @Test
  void atStartWithNothingMissingWantRunsTheCallbackOnceWithAllAvailableAssets() throws IOException {
    SECOND.installOn(device);
    assertThat(startWithCallback().outcome()).isEqualTo(Outcome.NOTIFIED);
    assertThat(calls).containsExactly(List.of("a", "b", "c"));
  }

  @Test
  void assetsThatWereThereBeforeAreAmongTheAvailableOnes() throws IOException {
    FIRST.installOn(device);
    device.assetsHandled(true);
    SECOND.installOn(device);
    startWithCallback();
    assertThat(calls).containsExactly(List.of("a", "b", "c"));
  }

  @Test
  void assetsHandledTrueSetsHandledAndTheCallbackIsNotRunAgain() throws IOException {
    FIRST.installOn(device);
    startWithCallback();
    device.assetsHandled(true);
    reboot();
    assertThat(startWithCallback().outcome()).isEqualTo(Outcome.NOTHING_NEW);
    assertThat(calls).hasSize(1);
  }

  @Test
  void assetsHandledFalseSetsWantAndTheCallbackIsRunAtEveryStart() throws IOException {
    FIRST.installOn(device);
    device.assetsHandled(true);
    device.assetsHandled(false);
    for (int boot = 1; boot <= 3; boot++) {
      reboot();
      startWithCallback();
      device.assetsHandled(false);
      assertThat(calls).hasSize(boot);
    }
  }

  @Test
  void withoutAssetsHandledTheCallbackIsRunAtEveryStart() throws IOException {
    FIRST.installOn(device);
    startWithCallback();
    reboot();
    startWithCallback();
    assertThat(calls).hasSize(2);
  }

  @Test
  void aCallbackThatFailsIsRunAgain() throws IOException {
    FIRST.installOn(device);
    device.onAssetOta(
        assets -> {
          throw new IllegalStateException("display is gone");
        });
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(device::start)
        .withMessageContaining("display is gone")
        .withCauseInstanceOf(IllegalStateException.class);
    reboot();
    assertThat(startWithCallback().outcome()).isEqualTo(Outcome.NOTIFIED);
  }

  @Test
  void somethingMissingAtStartIsSafeModeAndTheApplicationIsNotNotified() throws IOException {
    FIRST.installOn(device);
    disk.put("application.bin", SECOND.application().toByteArray());
    reboot();
    assertThat(startWithCallback().outcome()).isEqualTo(Outcome.SAFE_MODE);
    assertThat(calls).isEmpty();
  }

  @Test
  void inSafeModeTheUpdateGoesOnAndThenTheApplicationIsNotified() throws IOException {
    FIRST.installOn(device);
    disk.put("application.bin", SECOND.application().toByteArray());
    reboot();
    startWithCallback();
    SECOND.installOn(device);
    assertThat(device.deliver().outcome()).isEqualTo(Outcome.NOTIFIED);
    assertThat(calls).containsExactly(List.of("a", "b", "c"));
  }

  /** The update came while the callback of the set before was at work. */
  @Test
  void assetsHandledDoesNotCoverAssetsThatTheApplicationWasNotToldOf() throws IOException {
    FIRST.installOn(device);
    startWithCallback();
    SECOND.installOn(device);
    device.assetsHandled(true);
    assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
    device.deliver();
    device.assetsHandled(true);
    assertThat(device.status().consumerState()).isEqualTo(ConsumerState.HANDLED);
    assertThat(device.deliver().outcome()).isEqualTo(Outcome.NOTHING_NEW);
    device.assetsHandled(true);
    assertThat(device.status().consumerState()).isEqualTo(ConsumerState.HANDLED);
    assertThat(calls).containsExactly(List.of("a", "b"), List.of("a", "b", "c"));
  }

  @Test
  void startIsForOnceAndRegistrationComesBefore() throws IOException {
    startWithCallback();
    assertThatThrownBy(device::start).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> device.onAssetOta(assets -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("deliver()");
  }

  @Test
  void readFillsTheBufferUnlessTheEndComesFirst() throws IOException {
    byte[] content = new byte[100_000];
    new Random(1).nextBytes(content);
    Release large = NONE.with("large", content);
    large.installOn(device);
    try (AssetReader in = device.available("large").orElseThrow().open()) {
      byte[] buffer = new byte[60_000];
      assertThat(in.read(buffer)).isEqualTo(60_000);
      assertThat(in.read(buffer)).isEqualTo(40_000);
      assertThat(in.read(buffer)).isEqualTo(-1);
    }
  }

  @Test
  void readingSkipsSeeksBothWaysAndResetsToTheStart() throws IOException {
    FIRST.installOn(device);
    try (AssetReader in = device.available("a").orElseThrow().open()) {
      assertThat(in.skip(8)).isEqualTo(8);
      assertThat(new String(in.readNBytes(2), UTF_8)).isEqualTo("of");
      in.seek(3);
      assertThat(new String(in.readNBytes(4), UTF_8)).isEqualTo("tent");
      in.reset();
      assertThat(in.position()).isZero();
      assertThat(in.skip(1_000)).isEqualTo(12);
    }
  }

  @Test
  void atTheEndAvailableIsZeroAndReadReportsTheEnd() throws IOException {
    FIRST.installOn(device);
    try (AssetReader in = device.available("a").orElseThrow().open()) {
      assertThat(in.available()).isEqualTo(12);
      assertThat(in.readAllBytes()).hasSize(12);
      assertThat(in.available()).isZero();
      assertThat(in.atEnd()).isTrue();
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.peek()).isEqualTo(-1);
      assertThat(in.read(new byte[5])).isEqualTo(-1);
    }
  }

  @Test
  void anAssetTellsItsBeginningAndWhetherItCanBeRead() throws IOException {
    SimulatedDisk disk = Devices.with(Release.of("app", "a", "the content", "b", ""));
    try (Device device = Device.open(disk, Optional.empty(), new TestClock())) {
      Asset a = device.available("a").orElseThrow();
      byte[] start = new byte[3];
      assertThat(a.peek(start)).isEqualTo(3);
      assertThat(start).asString(UTF_8).isEqualTo("the");
      assertThat(a.peek(new byte[100])).isEqualTo(11);
      assertThat(device.available("b").orElseThrow().peek(start)).isZero();
      assertThat(a.isReadable()).isTrue();
      assertThat(a.moduleSize()).isEqualTo(disk.get("store/" + a.hash() + ".asset").length);
      try (AssetReader reader = a.open()) {
        reader.seek(4);
        assertThat(reader.peek(start, 0, 3)).isEqualTo(3);
        assertThat(start).asString(UTF_8).isEqualTo("con");
        assertThat(reader.position()).isEqualTo(4);
        assertThat(reader.readAllBytes()).asString(UTF_8).isEqualTo("content");
        assertThat(reader.peek(start, 0, 3)).isEqualTo(-1);
      }
      disk.remove("store/" + a.hash() + ".asset");
      assertThat(a.isReadable()).isFalse();
    }
  }
}
