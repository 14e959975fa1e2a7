package io.assetota.core;

import static io.assetota.core.Devices.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.assetota.core.device.ConsumerState;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.handler.HandlerResult.Outcome;
import io.assetota.core.handler.RouterListener;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReference;
import io.assetota.core.store.SimulatedDisk;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which handler gets which asset, and when. */
final class AssetRouterTest {
  private static final Release FIRST =
      Release.of("1", "blink.bin", "one", "splash.png", "picture", "notes.txt", "text");
  private static final Release SECOND =
      Release.of("2", "blink.bin", "two", "splash.png", "picture", "notes.txt", "text");

  private final SimulatedDisk disk = new SimulatedDisk();
  private final List<String> calls = new ArrayList<>();

  /** Notes its calls under a name. */
  private AssetHandler noting(String name) {
    return (asset, context) -> calls.add(name + " " + asset.name());
  }

  private AssetHandler failing(String name) {
    return (asset, context) -> {
      calls.add(name + " " + asset.name());
      throw new IOException("no answer");
    };
  }

  private static AssetRouterBuilder router() {
    return AssetRouter.builder()
        .attempts(1)
        .delay(Duration.ZERO)
        .clock(Clock.fixed(Devices.NOW, ZoneOffset.UTC));
  }

  private void install(Release release) throws IOException {
    try (Device device = open(disk)) {
      release.installOn(device);
    }
  }

  private Map<String, Outcome> boot(AssetRouterBuilder builder) throws IOException {
    try (Device device = open(disk)) {
      device.onAssetOta(builder.build());
      return device.start().results().stream()
          .collect(Collectors.toMap(r -> r.asset().name(), HandlerResult::outcome));
    }
  }

  private DeviceStatus status() throws IOException {
    try (Device device = open(disk)) {
      return device.status();
    }
  }

  @Test
  void theFirstRouteThatMatchesTakesTheAssetAndOthersTakesTheRest() throws IOException {
    install(FIRST);
    boot(
        router()
            .others(noting("others"))
            .route("*.bin", noting("chip"))
            .route("blink*", noting("never"))
            .route("*.{png,jpg}", noting("display")));
    assertThat(calls).containsExactly("chip blink.bin", "display splash.png", "others notes.txt");
  }

  @Test
  void anAssetThatNoRouteTakesIsReportedAndDoesNotKeepTheSetFromBeingHandled() throws IOException {
    install(FIRST);
    Map<String, Outcome> outcomes = boot(router().route("*.bin", noting("chip")));
    assertThat(outcomes).containsEntry("notes.txt", Outcome.UNROUTED);
    assertThat(status().consumerState()).isEqualTo(ConsumerState.HANDLED);
  }

  @Test
  void anAssetThatGotARouteHasNoResultOfHavingNone() throws IOException {
    install(FIRST);
    boot(router().route("*.bin", noting("chip")));
    boot(router().route("*.bin", noting("chip")).others(noting("others")));
    assertThat(status().handlerResults())
        .extracting(HandlerResult::outcome)
        .containsExactly(Outcome.SUCCEEDED, Outcome.SUCCEEDED, Outcome.SUCCEEDED);
  }

  @Test
  void onlyWhatChangedSinceItsHandlerSucceededRunsAlsoAfterARestart() throws IOException {
    install(FIRST);
    boot(router().others(noting("h")));
    calls.clear();
    assertThat(boot(router().others(noting("h")))).containsValues(Outcome.UNCHANGED);
    assertThat(calls).isEmpty();
    install(SECOND);
    boot(router().others(noting("h")));
    assertThat(calls).containsExactly("h blink.bin");
  }

  @Test
  void alwaysRunsAtEveryStart() throws IOException {
    install(FIRST);
    for (int i = 0; i < 3; i++) {
      boot(router().always("*.bin", noting("chip")).others(noting("h")));
    }
    assertThat(calls).filteredOn(c -> c.startsWith("chip")).hasSize(3);
    assertThat(calls).filteredOn(c -> c.startsWith("h ")).hasSize(2);
  }

  @Test
  void aFailingHandlerIsTriedAgainABoundedNumberOfTimes() throws IOException {
    install(FIRST);
    List<Integer> attempts = new ArrayList<>();
    AssetHandler third =
        (asset, context) -> {
          attempts.add(context.attempt());
          if (context.attempt() < 3) {
            throw new IllegalStateException("not yet");
          }
        };
    assertThat(boot(router().route("*.bin", third).others(failing("h")).attempts(3)))
        .containsEntry("blink.bin", Outcome.SUCCEEDED)
        .containsEntry("notes.txt", Outcome.FAILED);
    assertThat(attempts).containsExactly(1, 2, 3);
    assertThat(calls).hasSize(6);
    assertThat(status().handlerResults())
        .filteredOn(r -> r.asset().name().equals("notes.txt"))
        .singleElement()
        .satisfies(r -> assertThat(r.attempts()).isEqualTo(3))
        .satisfies(r -> assertThat(r.message()).isEqualTo("no answer"))
        .satisfies(r -> assertThat(r.at()).isEqualTo(Devices.NOW));
  }

  @Test
  void oneFailingHandlerDoesNotKeepOthersFromRunningAndAllIsHandledOnlyWhenAllSucceeded()
      throws IOException {
    install(FIRST);
    boot(router().route("*.bin", failing("chip")).others(noting("h")));
    assertThat(calls).containsExactly("chip blink.bin", "h splash.png", "h notes.txt");
    assertThat(status().consumerState()).isEqualTo(ConsumerState.WANT);
    boot(router().route("*.bin", noting("chip")).others(noting("h")));
    assertThat(status().consumerState()).isEqualTo(ConsumerState.HANDLED);
    assertThat(calls).hasSize(4);
  }

  @Test
  void aMissingNativeLibraryIsOneHandlersTroubleOnly() throws IOException {
    install(FIRST);
    AssetHandler unlinked =
        (asset, context) -> {
          throw new UnsatisfiedLinkError("libgpiod.so");
        };
    assertThat(boot(router().route("*.bin", unlinked).others(noting("h"))))
        .containsEntry("blink.bin", Outcome.FAILED)
        .containsEntry("notes.txt", Outcome.SUCCEEDED);
  }

  @Test
  void anAssetThatComesBackIsHandledAgain() throws IOException {
    install(FIRST);
    boot(router().others(noting("h")));
    install(Release.of("none"));
    boot(router().others(noting("h")));
    install(FIRST);
    calls.clear();
    boot(router().others(noting("h")));
    assertThat(calls).hasSize(3);
  }

  /** The part may hold half of the new content: the old one has to go there again. */
  @Test
  void goingBackAfterAFailureWithTheNewContentRunsTheHandlerAgain() throws IOException {
    install(FIRST);
    boot(router().others(noting("h")));
    install(SECOND);
    boot(router().others(failing("h")));
    install(FIRST);
    calls.clear();
    boot(router().others(noting("h")));
    assertThat(calls).containsExactly("h blink.bin");
  }

  @Test
  void goingBackAfterAPowerCutInAHandlerRunsItAgain() throws IOException {
    install(FIRST);
    boot(router().others(noting("h")));
    install(SECOND);
    SimulatedDisk[] afterCut = new SimulatedDisk[1];
    boot(router().others((asset, context) -> afterCut[0] = disk.afterPowerCut(1)));
    try (Device device = open(afterCut[0])) {
      FIRST.installOn(device);
      device.onAssetOta(router().others(noting("again")).build());
      device.start();
    }
    assertThat(calls).contains("again blink.bin");
  }

  @Test
  void settleTellsEachHandlerOnceWhichAssetsThereAreForIt() throws IOException {
    install(FIRST);
    List<String> settled = new ArrayList<>();
    AssetHandler inTwoRoutes = settling("two", settled);
    boot(
        router()
            .route("*.bin", inTwoRoutes)
            .route("*.txt", inTwoRoutes)
            .route("*.wav", settling("no assets", settled))
            .others(settling("others", settled)));
    assertThat(settled)
        .containsExactly("two [blink.bin, notes.txt]", "no assets []", "others [splash.png]");
  }

  private static AssetHandler settling(String name, List<String> settled) {
    return new AssetHandler() {
      @Override
      public void handle(Asset asset, HandlerContext context) {}

      @Override
      public void settle(List<Asset> assets, HandlerContext context) {
        settled.add(name + " " + assets.stream().map(Asset::name).toList());
        throw new IllegalStateException("settling may fail");
      }
    };
  }

  @Test
  void cancelledBeforeItRunsNothingRunsAndAllStaysWanted() throws IOException {
    install(FIRST);
    try (Device device = open(disk)) {
      AssetRouter router = router().others(noting("h")).build();
      device.onAssetOta(router);
      router.cancel();
      assertThat(device.start().results())
          .extracting(HandlerResult::outcome)
          .containsOnly(Outcome.CANCELLED);
      assertThat(calls).isEmpty();
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.WANT);
    }
  }

  @Test
  void cancelledWithinAHandlerItEndsAtItsNextSafePointAndNoOtherRuns() throws IOException {
    install(FIRST);
    try (Device device = open(disk)) {
      AssetRouter[] router = new AssetRouter[1];
      AssetHandler handler =
          (asset, context) -> {
            calls.add(asset.name());
            context.checkCancelled();
            router[0].cancel();
            context.checkCancelled();
            calls.add("too late");
          };
      router[0] = router().others(handler).attempts(3).build();
      device.onAssetOta(router[0]);
      assertThat(device.start().results())
          .extracting(HandlerResult::outcome)
          .containsOnly(Outcome.CANCELLED);
      assertThat(calls).containsExactly("blink.bin");
    }
    boot(router().others(noting("h")));
    assertThat(calls).hasSize(4);
  }

  @Test
  void cancelEndsThePauseBetweenAttempts() throws Exception {
    install(FIRST);
    try (Device device = open(disk)) {
      CountDownLatch failed = new CountDownLatch(1);
      AssetRouter router =
          AssetRouter.builder()
              .delay(Duration.ofHours(1))
              .others(
                  (asset, context) -> {
                    failed.countDown();
                    throw new IOException("no answer");
                  })
              .build();
      device.onAssetOta(router);
      Thread canceller =
          new Thread(
              () -> {
                try {
                  if (failed.await(10, TimeUnit.SECONDS)) {
                    router.cancel();
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      canceller.start();
      assertThat(device.start().results().get(0).outcome()).isEqualTo(Outcome.CANCELLED);
      canceller.join();
    }
  }

  @Test
  void anInterruptEndsTheRunKeepsItsResultsAndStaysSet() throws IOException {
    install(FIRST);
    AssetHandler sleeping =
        (asset, context) -> {
          calls.add(asset.name());
          Thread.currentThread().interrupt();
          Thread.sleep(10);
        };
    assertInterruptedRun(sleeping);
    assertThat(calls).containsExactly("blink.bin");
  }

  @Test
  void anInterruptThatAHandlerTurnsIntoAFailureIsNoFailure() throws IOException {
    install(FIRST);
    AssetHandler failing =
        (asset, context) -> {
          calls.add(asset.name());
          Thread.currentThread().interrupt();
          throw new IOException("closed by interrupt");
        };
    assertInterruptedRun(failing);
    assertThat(calls).containsExactly("blink.bin");
  }

  private void assertInterruptedRun(AssetHandler handler) throws IOException {
    try (Device device = open(disk)) {
      device.onAssetOta(router().others(handler).attempts(2).build());
      List<HandlerResult> results = device.start().results();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(results).extracting(HandlerResult::outcome).containsOnly(Outcome.CANCELLED);
      assertThat(device.status().handlerResults()).isEqualTo(results);
    }
  }

  @Test
  void listenersFollowTheWorkAndCannotBreakIt() throws IOException {
    install(FIRST);
    RouterListener listener =
        new RouterListener() {
          @Override
          public void progress(AssetReference asset, String step, long done, long total) {
            calls.add(asset.name() + " " + step + " " + done + "/" + total);
            throw new IllegalStateException("a listener's bug");
          }

          @Override
          public void finished(HandlerResult result) {
            calls.add(result.asset().name() + " " + result.outcome());
            throw new IllegalStateException("a listener's bug");
          }
        };
    AssetHandler handler = (asset, context) -> context.progress("write", 1, 2);
    Map<String, Outcome> outcomes =
        boot(router().route("*.bin", handler).others(failing("h")).listener(listener));
    assertThat(outcomes).containsEntry("blink.bin", Outcome.SUCCEEDED);
    assertThat(calls)
        .containsExactly(
            "blink.bin write 1/2",
            "blink.bin SUCCEEDED",
            "h splash.png",
            "splash.png FAILED",
            "h notes.txt",
            "notes.txt FAILED");
  }

  @Test
  void aHandlersEndlessMessageDoesNotSpoilTheState() throws IOException {
    install(FIRST);
    String message = "x\ty\n".repeat(5_000_000);
    boot(
        router()
            .others(
                (asset, context) -> {
                  throw new IOException(message);
                }));
    assertThat(status().handlerResults())
        .hasSize(3)
        .allMatch(r -> r.message().length() == 1_000 && message.startsWith(r.message()));
  }

  @Test
  void routesAreCheckedWhenTheyAreMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> router().route("*", noting("a")).always("*", noting("b")));
    assertThatIllegalArgumentException().isThrownBy(() -> router().route("[", noting("a")));
    assertThatIllegalArgumentException().isThrownBy(() -> router().attempts(0));
    assertThatIllegalArgumentException().isThrownBy(() -> router().delay(Duration.ofMillis(-1)));
  }
}
