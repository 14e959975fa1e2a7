package io.assetota.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.device.ConsumerState;
import io.assetota.core.model.Asset;
import io.assetota.core.store.SimulatedDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Applications that come back. All their assets are stored still, but the part behind the board has
 * met those of another one since: the application has to be told.
 */
final class AssetSequencesTest {
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Release A = Release.of("A", "program", "of A");
  private static final Release B = Release.of("B", "program", "of B");
  private static final Release OTHER_NAME = Release.of("other name", "firmware", "of B");
  private static final Release A_AND_MORE = Release.of("AB", "program", "of A", "more", "sound");
  private static final Release NONE = Release.of("none");

  /** How an application learns of its assets. */
  private enum Consumer {
    CALLBACK,
    ROUTER
  }

  /** How a release is installed. */
  private enum Way {
    FOR_GOOD,
    CONFIRMED
  }

  static Stream<Object[]> ways() {
    return Stream.of(Consumer.values())
        .flatMap(consumer -> Stream.of(Way.values()).map(way -> new Object[] {consumer, way}));
  }

  private final SimulatedDisk disk = new SimulatedDisk();

  /** What lies in the part behind the board, by the asset's name; there is room for one program. */
  private final Map<String, String> part = new TreeMap<>();

  private final List<String> handed = new ArrayList<>();

  private void take(Asset asset) throws IOException {
    String content = new String(Devices.read(asset), UTF_8);
    handed.add(content);
    part.put(asset.name().equals("firmware") ? "program" : asset.name(), content);
  }

  /** Starts the application that is there, and returns what it was handed. */
  private List<String> start(Consumer consumer) throws IOException {
    handed.clear();
    try (Device device = Devices.open(disk)) {
      if (consumer == Consumer.ROUTER) {
        device.onAssetOta(router("*"));
      } else {
        device.onAssetOta(
            available -> {
              for (Asset asset : available) {
                take(asset);
              }
              device.assetsHandled(true);
            });
      }
      device.start();
    }
    return List.copyOf(handed);
  }

  private AssetRouter router(String pattern) {
    return AssetRouter.builder().route(pattern, (asset, context) -> take(asset)).build();
  }

  private List<String> installAndStart(Release release, Consumer consumer, Way way)
      throws IOException {
    try (Device device = Devices.open(disk)) {
      if (way == Way.FOR_GOOD) {
        release.installOn(device);
      } else {
        release.tryOn(device, WITHIN);
      }
    }
    List<String> started = start(consumer);
    try (Device device = Devices.open(disk)) {
      device.confirm();
    }
    return started;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void afterAThenBThenAThePartHasA(Consumer consumer, Way way) throws IOException {
    for (Release between : List.of(B, OTHER_NAME)) {
      assertThat(installAndStart(A, consumer, way)).isEqualTo(List.of("of A"));
      assertThat(start(consumer)).isEmpty();
      assertThat(installAndStart(between, consumer, way)).isEqualTo(List.of("of B"));
      assertThat(installAndStart(A, consumer, way)).isEqualTo(List.of("of A"));
      assertThat(part).containsEntry("program", "of A");
      assertThat(start(consumer)).as("told once").isEmpty();
      part.clear();
      disk.names().forEach(disk::remove);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void afterAThenABNothingOfAIsNewAndALoneIsToldOfNothing(Consumer consumer, Way way)
      throws IOException {
    installAndStart(A, consumer, way);
    assertThat(installAndStart(A_AND_MORE, consumer, way)).contains("sound");
    assertThat(installAndStart(A, consumer, way)).isEmpty();
    assertThat(installAndStart(A_AND_MORE, consumer, way)).as("more comes back").contains("sound");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void afterAThenNoneAIsToldAgain(Consumer consumer, Way way) throws IOException {
    installAndStart(A, consumer, way);
    assertThat(installAndStart(NONE, consumer, way)).isEmpty();
    assertThat(installAndStart(A, consumer, way)).isEqualTo(List.of("of A"));
    assertThat(start(consumer)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aTrialThatWasRolledBackAndIsTriedAgainIsTold(Consumer consumer) throws IOException {
    installAndStart(A, consumer, Way.FOR_GOOD);
    for (int i = 1; i <= 3; i++) {
      try (Device device = Devices.open(disk)) {
        assertThat(B.tryOn(device, WITHIN).moving()).hasSize(i == 1 ? 1 : 0);
      }
      assertThat(start(consumer)).isEqualTo(List.of("of B"));
      try (Device device = Devices.open(disk)) {
        device.rollBack();
      }
      assertThat(start(consumer)).isEqualTo(List.of("of A"));
      assertThat(part).containsEntry("program", "of A");
    }
  }

  @Test
  void aHandlerIsCalledAgainWhenACallbackHadTheAssetsInBetween() throws IOException {
    installAndStart(A, Consumer.ROUTER, Way.FOR_GOOD);
    installAndStart(B, Consumer.CALLBACK, Way.FOR_GOOD);
    assertThat(installAndStart(A, Consumer.ROUTER, Way.FOR_GOOD)).isEqualTo(List.of("of A"));
    assertThat(part).containsEntry("program", "of A");
  }

  /** The routes are the application's: another one may have other patterns for the same part. */
  @Test
  void aHandlerIsCalledAgainWhenAnotherRouteHadTheAssetInBetween() throws IOException {
    for (String pattern : List.of("*", "pro*", "*")) {
      Release release = pattern.equals("*") ? A : B;
      try (Device device = Devices.open(disk)) {
        release.installOn(device);
        device.onAssetOta(router(pattern));
        device.start();
      }
    }
    assertThat(handed).isEqualTo(List.of("of A", "of B", "of A"));
  }

  @ParameterizedTest
  @EnumSource
  void anApplicationThatIsReplacedByHandIsTold(Consumer consumer) throws IOException {
    installAndStart(A, consumer, Way.FOR_GOOD);
    installAndStart(B, consumer, Way.FOR_GOOD);
    disk.put("application.bin", A.application().toByteArray());
    assertThat(start(consumer)).isEqualTo(List.of("of A"));
    assertThat(start(consumer)).isEmpty();
  }

  @Test
  void wantIsKnownAtOnceAndOutlastsARestart() throws IOException {
    try (Device device = Devices.open(Devices.with(B, A, B))) {
      device.assetsHandled(true);
      assertThat(A.installOn(device).moving()).isEmpty();
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
      device.assetsHandled(true);
      A_AND_MORE.installOn(device);
      device.assetsHandled(true);
      A.installOn(device);
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.HANDLED);
    }
  }
}
