package io.assetota.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.assetota.core.StartResult.Outcome;
import io.assetota.core.device.ConsumerState;
import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.handler.RouterListener;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.store.SimulatedDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Errors in the application's code. Content that takes all memory, or a library that is missing,
 * would end the application at every start, before the update that puts it right has come.
 */
final class HandlerErrorsTest {
  private static final Release RELEASE = Release.of("r", "bad", "1", "good", "2");

  private final List<String> handled = new ArrayList<>();
  private final SimulatedDisk disk;

  HandlerErrorsTest() throws IOException {
    disk = Devices.with(RELEASE);
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of("OutOfMemoryError", (Supplier<Error>) HandlerErrorsTest::outOfMemory),
        Arguments.of("StackOverflowError", made(new StackOverflowError())),
        Arguments.of("NoClassDefFoundError", made(new NoClassDefFoundError("part/Driver"))),
        Arguments.of("UnsatisfiedLinkError", made(new UnsatisfiedLinkError("no driver"))),
        Arguments.of("ExceptionInInitializerError", made(new ExceptionInInitializerError("x"))),
        Arguments.of("AssertionError", made(new AssertionError("a rule of a library"))));
  }

  private static Supplier<Error> made(Error error) {
    return () -> error;
  }

  private static Error outOfMemory() {
    int moreThanAnArrayCanHave = Integer.MAX_VALUE;
    try {
      return new AssertionError(new long[moreThanAnArrayCanHave].length);
    } catch (OutOfMemoryError e) {
      return e;
    }
  }

  private AssetRouter router(AssetHandler bad) {
    return AssetRouter.builder()
        .route("bad", bad)
        .others((asset, context) -> handled.add(asset.name()))
        .delay(Duration.ZERO)
        .build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void anErrorOfAHandlerIsTheFailureOfItsAsset(String name, Supplier<Error> error)
      throws IOException {
    for (int start = 1; start <= 2; start++) {
      try (Device device = Devices.open(disk)) {
        device.onAssetOta(
            router(
                (asset, context) -> {
                  throw error.get();
                }));
        StartResult result = device.start();
        assertThat(result.outcome()).isEqualTo(Outcome.NOTIFIED);
        HandlerResult bad = result.results().get(0);
        assertThat(bad.outcome()).isEqualTo(HandlerResult.Outcome.FAILED);
        assertThat(bad.attempts()).isEqualTo(3);
        assertThat(bad.message()).contains(name);
        assertThat(device.status().handlerResults()).contains(bad);
        assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
      }
    }
    assertThat(handled).as("at the first start, and once only").containsExactly("good");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void anErrorInSettlingKeepsNoOtherFromIt(String name, Supplier<Error> error) throws IOException {
    AssetHandler bad =
        new AssetHandler() {
          @Override
          public void handle(Asset asset, HandlerContext context) {
            handled.add(asset.name());
          }

          @Override
          public void settle(List<Asset> assets, HandlerContext context) {
            throw error.get();
          }
        };
    AssetHandler good =
        new AssetHandler() {
          @Override
          public void handle(Asset asset, HandlerContext context) {
            handled.add(asset.name());
          }

          @Override
          public void settle(List<Asset> assets, HandlerContext context) {
            handled.add("settled");
          }
        };
    try (Device device = Devices.open(disk)) {
      device.onAssetOta(AssetRouter.builder().route("bad", bad).others(good).build());
      assertThat(device.start().outcome()).as(name).isEqualTo(Outcome.NOTIFIED);
    }
    assertThat(handled).containsExactly("bad", "good", "settled");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void anErrorOfAListenerBreaksNothing(String name, Supplier<Error> error) throws IOException {
    RouterListener listener =
        new RouterListener() {
          @Override
          public void finished(HandlerResult result) {
            throw error.get();
          }
        };
    try (Device device = Devices.open(disk)) {
      device.onAssetOta(
          AssetRouter.builder()
              .others((asset, context) -> handled.add(asset.name()))
              .listener(listener)
              .build());
      assertThat(device.start().outcome()).as(name).isEqualTo(Outcome.NOTIFIED);
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.HANDLED);
    }
    assertThat(handled).containsExactly("bad", "good");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void anErrorOfACallbackIsAFailureThatTheCallerCanHandle(String name, Supplier<Error> error)
      throws IOException {
    try (Device device = Devices.open(disk)) {
      device.onAssetOta(
          available -> {
            throw error.get();
          });
      assertThatExceptionOfType(AssetException.class)
          .isThrownBy(device::start)
          .withMessageContaining("onAssetOta failed: ")
          .withMessageContaining(name)
          .withCauseInstanceOf(Error.class);
      Release.of("repaired", "good", "2", "more", "3").installOn(device);
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
    }
  }
}
