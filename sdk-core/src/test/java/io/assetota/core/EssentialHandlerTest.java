package io.assetota.core;

import static io.assetota.core.Devices.assertHas;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import io.assetota.core.StartResult.Outcome;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.PartVersion;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.handler.UnsuitableAssetException;
import io.assetota.core.install.Installer;
import io.assetota.core.install.Installers;
import io.assetota.core.model.Asset;
import io.assetota.core.store.SimulatedDisk;
import io.assetota.core.store.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A part whose program does not work takes its application back with it. */
final class EssentialHandlerTest {
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Release FIRST = Release.of("first", "radio.bin", "good", "stm32.bin", "1");
  private static final Release BAD = Release.of("second", "radio.bin", "bad", "stm32.bin", "2");
  private static final Release FIXED = Release.of("third", "radio.bin", "better", "stm32.bin", "2");

  private final SimulatedDisk disk = new SimulatedDisk();
  private final List<String> calls = new ArrayList<>();

  /** What the part holds; it survives any cut of the gateway's power. */
  private String radio = "";

  /** Writes it into a part, and puts the former content back if it is bad. */
  private final class Radio implements AssetHandler {
    @Override
    public void handle(Asset asset, HandlerContext context) throws IOException {
      String former = radio;
      radio = new String(Devices.read(asset), UTF_8);
      calls.add(radio);
      if (radio.equals("bad")) {
        radio = former;
        throw new UnsuitableAssetException("it reports nothing", null);
      }
      context.partVersion("radio", Optional.of("v-" + radio));
    }

    @Override
    public boolean isEssential() {
      return true;
    }
  }

  private AssetRouterBuilder router() {
    return AssetRouter.builder()
        .delay(Duration.ZERO)
        .route("radio.bin", new Radio())
        .route("stm32.bin", (asset, context) -> calls.add("stm32 " + radio));
  }

  private StartResult start(Device device) throws IOException {
    device.onAssetOta(router().build());
    return device.start();
  }

  private StartResult boot() throws IOException {
    try (Device device = Devices.open(disk)) {
      return start(device);
    }
  }

  private void install(Release release) throws IOException {
    try (Device device = Devices.open(disk)) {
      release.installOn(device);
    }
  }

  private void tryOn(Release release) throws IOException {
    try (Device device = Devices.open(disk)) {
      release.tryOn(device, WITHIN);
    }
  }

  private DeviceStatus status() throws IOException {
    try (Device device = Devices.open(disk)) {
      return device.status();
    }
  }

  @Test
  void aBadProgramOfAPartTakesTheApplicationBack() throws IOException {
    install(FIRST);
    boot();
    tryOn(BAD);
    calls.clear();
    StartResult result = boot();
    assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.results())
        .filteredOn(r -> r.asset().name().equals("radio.bin"))
        .extracting(HandlerResult::outcome, HandlerResult::attempts, HandlerResult::message)
        .containsExactly(tuple(HandlerResult.Outcome.FAILED, 1, "it reports nothing"));
    assertThat(calls).as("it is not tried twice").containsOnlyOnce("bad");
    assertThat(status().trialEnd().map(TrialEnd::kind)).contains(TrialEnd.Kind.FAILED);
    assertThat(boot().outcome()).isEqualTo(Outcome.NOTIFIED);
    try (Device device = Devices.open(disk)) {
      assertHas(device, FIRST);
    }
    assertThat(radio).isEqualTo("good");
  }

  /** A release with the same program is delivered to the running process, and taken back there. */
  @Test
  void aRunningApplicationGetsItsFormerAssetsBack() throws IOException {
    Release first = Release.ofProgram("kiosk", "radio.bin", "good", "stm32.bin", "1");
    install(first);
    try (AssetManager application =
        AssetManager.open(disk, disk.locks(), Optional.empty(), new TestClock())) {
      application.lookForUpdatesEvery(Duration.ZERO);
      application.onAssetOta(router().build());
      application.start();
      try (Installer updater = Installers.open(disk, Optional.empty(), new TestClock())) {
        Release.ofProgram("kiosk", "radio.bin", "bad", "stm32.bin", "1").tryOn(updater, WITHIN);
      }
      assertThat(application.deliver().outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(application.trial()).isEmpty();
      assertThat(application.deliver().outcome()).isEqualTo(Outcome.NOTIFIED);
      assertThat(calls).endsWith("bad", "good");
      assertThat(application.required()).isEqualTo(first.assets());
    }
  }

  @Test
  void withoutATrialTheApplicationStaysAndTheResultSaysWhatFailed() throws IOException {
    install(BAD);
    assertThat(boot().outcome()).isEqualTo(Outcome.NOTIFIED);
    assertThat(status().handlerResults())
        .extracting(HandlerResult::outcome)
        .contains(HandlerResult.Outcome.FAILED);
    assertThat(boot().results()).filteredOn(HandlerResult::isOpen).hasSize(1);
  }

  @Test
  void theFailureOfAnOrdinaryHandlerEndsNoTrial() throws IOException {
    install(FIRST);
    tryOn(BAD);
    try (Device device = Devices.open(disk)) {
      device.onAssetOta(
          AssetRouter.builder()
              .attempts(1)
              .others(
                  (asset, context) -> {
                    throw new UnsuitableAssetException("never", null);
                  })
              .build());
      assertThat(device.start().outcome()).isEqualTo(Outcome.NOTIFIED);
      assertThat(device.trial()).isPresent();
    }
  }

  @Test
  void whatHasToWaitComesLaterAndNotAtAllAfterAFailure() throws IOException {
    install(FIRST);
    try (Device device = Devices.open(disk)) {
      device.onAssetOta(router().after("radio.bin", "stm32.bin").build());
      device.start();
    }
    assertThat(calls).containsExactly("stm32 ", "good");
    calls.clear();
    install(BAD);
    try (Device device = Devices.open(disk)) {
      device.onAssetOta(router().after("stm32.bin", "radio.bin").build());
      assertThat(device.start().results())
          .extracting(HandlerResult::outcome)
          .containsExactly(HandlerResult.Outcome.FAILED, HandlerResult.Outcome.SKIPPED);
      assertThat(device.status().handlerResults())
          .extracting(HandlerResult::message)
          .contains("radio.bin has to succeed before it");
    }
    assertThat(calls).containsExactly("bad");
    install(FIXED);
    try (Device device = Devices.open(disk)) {
      device.onAssetOta(router().after("stm32.bin", "radio.bin").build());
      device.start();
    }
    assertThat(calls).containsExactly("bad", "better", "stm32 better");
  }

  @Test
  void anOrderThatCannotBeKeptIsRefused() {
    AssetRouterBuilder circle =
        router().after("radio.bin", "stm32.bin").after("stm32.bin", "radio.bin");
    assertThatIllegalArgumentException()
        .isThrownBy(circle::build)
        .withMessage("routes wait for each other: radio.bin after stm32.bin after radio.bin");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> router().after("radio.bin", "radio.bin").build())
        .withMessageContaining("wait for each other");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> router().after("radio.bin", "modem.bin").build())
        .withMessageContaining("no route has the pattern \"modem.bin\"");
  }

  @Test
  void versionsOfPartsAreKeptAndGoWithTheirAssets() throws IOException {
    install(FIRST);
    boot();
    assertThat(status().parts())
        .extracting(PartVersion::part, p -> p.version().orElse("?"), PartVersion::asset)
        .containsExactly(tuple("radio", "v-good", "radio.bin"));
    install(Release.of("other", "stm32.bin", "1"));
    boot();
    assertThat(status().parts()).isEmpty();
  }

  /** At any cut, the device ends with the previous application, and the part with its content. */
  @Test
  void whereverThePowerFailsApplicationAndPartGoBackTogether() throws IOException {
    String[] atCut = {""};
    int tried =
        PowerCuts.tryAll(
            onTrial(),
            cut -> {
              radio = "good";
              try (Device device = Devices.open(cut)) {
                start(device);
              } finally {
                atCut[0] = radio;
              }
            },
            (found, complete) -> {
              radio = atCut[0];
              Outcome outcome = Outcome.ROLLED_BACK;
              for (int boots = 0; outcome == Outcome.ROLLED_BACK && boots < 5; boots++) {
                try (Device device = Devices.open(found, new TestClock())) {
                  outcome = start(device).outcome();
                }
              }
              try (Device device = Devices.open(found)) {
                assertHas(device, FIRST);
              }
              assertThat(radio).isEqualTo("good");
            });
    assertThat(tried).isGreaterThan(100);
  }

  private SimulatedDisk onTrial() throws IOException {
    install(FIRST);
    boot();
    tryOn(BAD);
    return disk.copy();
  }
}
