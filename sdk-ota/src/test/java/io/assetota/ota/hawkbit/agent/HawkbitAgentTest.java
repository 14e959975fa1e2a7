package io.assetota.ota.hawkbit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.device.DeviceStatus;
import io.assetota.core.install.Installer;
import io.assetota.ota.Bundles;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateControl;
import io.assetota.ota.UpdateControl.Decision;
import io.assetota.ota.UpdatePlan;
import io.assetota.ota.hawkbit.agent.UpdateConsent.Answer;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.Timing;
import io.assetota.testing.Request;
import io.assetota.testing.Waiting;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an agent does with what a server wants. */
@Timeout(120) // what it waits for comes within a second
class HawkbitAgentTest {
  @TempDir private Path folder;
  private ScriptedHawkbit server;
  private Installer device;
  private Path first;
  private Path second;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedHawkbit();
    device = Installer.open(folder.resolve("device"));
    first = Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(2, 20_000, 1));
    second = Bundles.build(folder.resolve("2.zip"), 2, Bundles.noise(2, 20_000, 2));
  }

  @AfterEach
  void stop() throws IOException {
    device.close();
    server.close();
  }

  private int version() {
    return version(device.status());
  }

  private static int version(DeviceStatus status) {
    return status.application().map(a -> a.product().orElseThrow().version()).orElse(0);
  }

  private List<Request> puts(String what) {
    return server.web.requests().stream()
        .filter(r -> r.is("PUT", ScriptedHawkbit.BASE + "/" + what))
        .toList();
  }

  @Test
  void anUpdateIsInstalledAndToldOnce() throws IOException {
    server.offer("1", first);
    HawkbitAgent agent = server.agent(device).build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);

    assertThat(version()).isEqualTo(1);
    assertThat(server.heard).hasSize(3);
    assertThat(server.heard.get(0)).startsWith("download none fetching 2 of 2 assets, 42,");
    assertThat(server.heard("downloaded none")).hasSize(1);
    assertThat(server.heard("closed success")).containsExactly("closed success installed");
    assertThat(agent.interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.IDLE);
    assertThat(server.heard("closed")).hasSize(1);
  }

  @Test
  void attributesAreToldWhenAskedForOrChanged() throws IOException {
    HawkbitAgent agent = server.agent(device).build();
    agent.runOnce();
    agent.runOnce();
    assertThat(puts("configData")).hasSize(1);
    assertThat(puts("configData").get(0).body()).contains("\"mode\":\"replace\"", "storage.used");
    server.wantsAttributes = true;
    agent.runOnce();
    assertThat(puts("configData")).hasSize(2);
    UpdateAgent.forDevice(device).build().install(first);
    server.agent(device).build().runOnce();
    assertThat(puts("configData")).hasSize(3);
    assertThat(puts("configData").get(2).body()).contains("\"assets.available\":\"2\"");
  }

  @Test
  void whatIsOnlyToBeFetchedEndsWithThat() throws IOException {
    server.offer("1", first);
    server.update = "skip";
    HawkbitAgent agent = server.agent(device).build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.DOWNLOADED);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.IDLE);

    assertThat(version()).isZero();
    assertThat(server.heard("downloaded")).hasSize(1);
    assertThat(server.heard("closed")).isEmpty();

    server.update = "forced";
    server.offer("2", first);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    // The directory and the application, but no asset again.
    assertThat(server.artifact.bytesSent()).isLessThan(20_000);
  }

  @Test
  void theMaintenanceWindowIsAwaited() throws IOException {
    server.offer("1", first);
    server.update = "skip";
    server.window = "unavailable";
    HawkbitAgent agent = server.agent(device).build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    long fetched = server.artifact.bytesSent();
    assertThat(fetched).isGreaterThan(40_000);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(server.artifact.bytesSent()).isEqualTo(fetched);
    assertThat(server.heard("downloaded")).isEmpty();
    assertThat(server.heard("scheduled")).hasSizeBetween(1, 2);
    assertThat(version()).isZero();

    server.update = "forced";
    server.window = "available";
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void nothingIsFetchedBeforeTheWindowIfTheServerSaysSo() throws IOException {
    server.offer("1", first);
    server.download = "skip";
    server.window = "unavailable";
    assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(server.artifact.bytesSent()).isZero();
  }

  @Test
  void anAttemptIsTheOwnersToDecide() throws IOException {
    server.offer("1", first);
    server.download = "attempt";
    server.update = "attempt";
    AtomicReference<Decision> decision = new AtomicReference<>(Decision.DECLINE);
    HawkbitAgent agent = server.agent(device).control(plan -> decision.get()).build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(server.heard)
        .containsExactly("scheduled none the owner of the device has postponed it");
    decision.set(Decision.DOWNLOAD);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(version()).isZero();
    decision.set(Decision.INSTALL);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);

    decision.set(Decision.DECLINE);
    server.update = "forced";
    server.offer("2", second);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void aDeniedUpdateStaysOnOffer() throws IOException {
    server.offer("1", first);
    server.confirming = true;
    AtomicReference<Answer> answer = new AtomicReference<>(Answer.WAIT);
    HawkbitAgent agent = server.agent(device).consent(deployment -> answer.get()).build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(server.heard).isEmpty();
    answer.set(Answer.DENY);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(server.heard).containsExactly("denied");
    assertThat(version()).isZero();
    answer.set(Answer.CONFIRM);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    assertThat(server.heard).contains("confirmed");
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void aRefusedBundleClosesTheActionWithFailure() throws IOException {
    UpdateAgent.forDevice(device).build().install(second);
    server.offer("1", first);
    assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.FAILED);
    assertThat(server.heard("closed"))
        .singleElement()
        .asString()
        .startsWith("closed failure the application is version 1, older")
        .contains("--allow-downgrade");
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void whatFollowsTheInstallationMayFail() throws IOException {
    server.offer("1", first);
    HawkbitAgent agent =
        server
            .agent(device)
            .actionHook(
                status -> {
                  throw new IOException("the service does not start");
                })
            .build();
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.FAILED);
    assertThat(server.heard("closed"))
        .containsExactly("closed failure installed, but a hook failed: the service does not start");
  }

  @Test
  void anActionThatIsOverIsLeftAlone() throws IOException {
    server.offer("1", first);
    server.script =
        request ->
            request.path().endsWith("/feedback")
                ? Optional.of(ScriptedHawkbit.status(410, Map.of()))
                : Optional.empty();
    assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.CANCELLED);
    assertThat(version()).isZero();
    // The second asks whether it is to be begun again, since it is still offered.
    assertThat(server.web.requests().stream().filter(r -> r.path().endsWith("/feedback")))
        .hasSize(2);
  }

  @Test
  void whatTheOwnerPutsOffIsNotFetchedAtEachPoll() throws IOException {
    server.offer("1", first);
    server.download = "attempt";
    server.update = "attempt";
    List<Decision> asked = new ArrayList<>();
    AtomicReference<Decision> decision = new AtomicReference<>(Decision.DECLINE);
    HawkbitAgent agent =
        server
            .agent(device)
            .control(
                plan -> {
                  assertThat(plan.fetches()).hasSize(2);
                  asked.add(decision.get());
                  return decision.get();
                })
            .build();

    agent.runOnce();
    long once = server.artifact.bytesSent();
    for (int i = 0; i < 5; i++) {
      assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    }
    assertThat(server.artifact.bytesSent()).isEqualTo(once);
    assertThat(asked).hasSize(6);

    decision.set(Decision.INSTALL);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);
  }

  @Test
  void whatWasPutOffIsPlannedAnewWhenTheDeviceHasSomethingElse() throws IOException {
    server.offer("1", second);
    server.download = "attempt";
    server.update = "attempt";
    List<Integer> planned = new ArrayList<>();
    HawkbitAgent agent =
        server
            .agent(device)
            .control(
                plan -> {
                  planned.add(plan.fetches().size());
                  return Decision.DECLINE;
                })
            .build();
    agent.runOnce();
    UpdateAgent.forDevice(device)
        .build()
        .install(Bundles.build(folder.resolve("half.zip"), 1, Bundles.noise(1, 20_000, 2)));
    agent.runOnce();
    assertThat(planned).containsExactly(2, 1);
  }

  /** HawkBit would show "status code: 200" with it. */
  @Test
  void aFailureIsToldWithoutTheCodeOfSuccess() throws IOException {
    UpdateAgent.forDevice(device).build().install(second);
    server.offer("1", first);
    server.agent(device).build().runOnce();
    assertThat(server.web.requests().stream().filter(r -> r.body().contains("\"failure\"")))
        .singleElement()
        .satisfies(r -> assertThat(r.body()).doesNotContain("\"code\""));
    server.offer("2", Bundles.build(folder.resolve("3.zip"), 3, Map.of()));
    server.agent(device).build().runOnce();
    assertThat(server.web.requests().stream().filter(r -> r.body().contains("\"success\"")))
        .singleElement()
        .satisfies(r -> assertThat(r.body()).contains("\"code\":200"));
  }

  @Test
  void aBusyServerIsGivenTheTimeThatItAsksFor() throws IOException {
    server.offer("1", first);
    AtomicInteger closings = new AtomicInteger();
    server.script =
        request ->
            request.body().contains("closed") && closings.incrementAndGet() < 3
                ? Optional.of(
                    ScriptedHawkbit.status(
                        429, Map.of("Retry-After", closings.get() == 1 ? "7" : "99999")))
                : Optional.empty();
    assertThat(server.agent(device, 5).build().runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    // As long as was asked for, but not longer than our own limit.
    assertThat(server.pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(100));
    assertThat(server.heard("closed")).hasSize(1);
  }

  @Test
  void aServerThatDoesNotListenIsNotBotheredWithProgress() throws IOException {
    server.offer("1", first);
    server.script =
        request ->
            request.body().contains("download")
                ? Optional.of(ScriptedHawkbit.status(429, Map.of()))
                : Optional.empty();
    assertThat(server.agent(device).build().runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    assertThat(server.web.requests().stream().filter(r -> r.body().contains("download")))
        .hasSize(1);
  }

  @Test
  void anArtifactThatCannotBeHadIsTriedThreeTimes() throws IOException {
    server.offer("1", first);
    server.script =
        request ->
            request.path().equals("/artifact")
                ? Optional.of(ScriptedHawkbit.status(403, Map.of()))
                : Optional.empty();
    HawkbitAgent agent = server.agent(device).build();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(agent::runOnce).isInstanceOf(SourceException.class);
      assertThat(server.heard("closed")).isEmpty();
    }
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.FAILED);
    assertThat(server.heard("closed failure")).hasSize(1);
  }

  /** A builder is read once: what it is told later doesn't reach an agent that was built before. */
  @Test
  void nothingThatIsSetLaterReachesABuiltAgent() throws IOException {
    server.offer("1", first);
    server.update = "attempt";
    AtomicInteger called = new AtomicInteger();
    HawkbitAgentBuilder builder = server.agent(device);
    HawkbitAgent agent = builder.build();
    builder
        .control(plan -> Decision.DECLINE)
        .actionHook(status -> called.incrementAndGet())
        .listener(
            new HawkbitListener() {
              @Override
              public void begun(DdiDeployment deployment) {
                called.incrementAndGet();
              }
            });

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    assertThat(called).hasValue(0);
  }

  /** Every method of it, also those about actions. */
  @Test
  void aListenerThatFailsBreaksNothing() throws IOException {
    server.offer("1", first);
    Set<String> called = ConcurrentHashMap.newKeySet();
    HawkbitListener failing =
        (HawkbitListener)
            Proxy.newProxyInstance(
                HawkbitListener.class.getClassLoader(),
                new Class<?>[] {HawkbitListener.class},
                (proxy, method, arguments) -> {
                  called.add(method.getName());
                  throw new IllegalStateException("in " + method.getName());
                });
    HawkbitAgent agent = server.agent(device).listener(failing).build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);

    assertThat(called)
        .containsExactlyInAnyOrder(
            "begun", "planned", "progress", "stored", "installing", "finished", "ended");
    assertThat(server.heard("closed")).containsExactly("closed success installed");
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void anErrorEndsTheAgentAndIsThrown() throws Exception {
    server.offer("1", first);
    UpdateControl failing =
        new UpdateControl() {
          @Override
          public Decision decide(UpdatePlan plan) {
            return Decision.INSTALL;
          }

          @Override
          public void beforeInstall(UpdatePlan plan) {
            throw new NoClassDefFoundError("io/example/Lost");
          }
        };
    HawkbitAgent agent = server.agent(device).control(failing).build();
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread thread = new Thread(agent);
    thread.setUncaughtExceptionHandler((any, e) -> end.set(e));
    thread.setDaemon(true);
    thread.start();
    thread.join();
    assertThat(end.get()).isInstanceOf(NoClassDefFoundError.class);
    // And what it was at is not lost.
    server.agent(device).build().runOnce();
    assertThat(server.heard("closed success")).hasSize(1);
  }

  /** Nobody could stop the update any more, and nobody would know. */
  @Test
  void anErrorInTheWatchEndsTheUpdate() throws IOException {
    server.offer("1", first);
    HawkbitAgent agent =
        server
            .agent(device)
            .timing(
                Timing.system()
                    .withPause(
                        duration -> {
                          throw new StackOverflowError("in the watch");
                        }),
                Duration.ofMillis(5))
            .build();
    assertThatThrownBy(agent::runOnce).isInstanceOf(StackOverflowError.class);
    assertThat(server.heard("closed")).isEmpty();
  }

  /** The device has the first, and is offered the second, which it installs on trial. */
  private HawkbitAgentBuilder offeredOnTrial(List<Integer> hooked) throws IOException {
    UpdateAgent.forDevice(device).build().install(first);
    server.offer("1", second);
    UpdateAgent onTrial =
        UpdateAgent.forDevice(device).confirmingWithin(Duration.ofHours(1)).build();
    return HawkbitAgent.of(server.client(1), HawkbitDevice.of(device, onTrial))
        .actionHook(status -> hooked.add(version(status)));
  }

  @Test
  void anApplicationOnTrialIsToldWhenItHasConfirmed() throws IOException {
    List<Integer> hooked = new ArrayList<>();
    HawkbitAgent agent = offeredOnTrial(hooked).build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(server.heard("proceeding none installed on trial; it has to confirm by")).hasSize(1);
    assertThat(server.heard("closed")).isEmpty();
    device.confirm();
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    assertThat(hooked).containsExactly(2);
    assertThat(server.heard("closed")).containsExactly("closed success installed");
  }

  @Test
  void anApplicationThatWasRolledBackIsAFailure() throws IOException {
    List<Integer> hooked = new ArrayList<>();
    HawkbitAgentBuilder builder = offeredOnTrial(hooked);
    assertThat(builder.build().runOnce()).isEqualTo(HawkbitStep.WAITING);
    device.rollBack();
    assertThat(builder.build().runOnce()).isEqualTo(HawkbitStep.FAILED);
    assertThat(builder.build().runOnce()).isEqualTo(HawkbitStep.IDLE);
    assertThat(hooked).containsExactly(2, 1);
    assertThat(server.heard("closed"))
        .containsExactly("closed failure the previous application is back: rolled back");
  }

  @Test
  void bothHooksHearOfATrialThatIsOverdue() throws Exception {
    List<String> hooked = new ArrayList<>();
    UpdateAgent.forDevice(device).build().install(first);
    server.offer("1", second);
    UpdateAgent updates =
        UpdateAgent.forDevice(device)
            .confirmingWithin(Duration.ofSeconds(1))
            .applicationHook(opened -> hooked.add("update " + version(opened.status())))
            .build();
    HawkbitAgent agent =
        HawkbitAgent.of(server.client(1), HawkbitDevice.of(device, updates))
            .actionHook(status -> hooked.add("action " + version(status)))
            .build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    // The trial takes its second by the clock of this machine.
    Waiting.until("the end of the trial", () -> agent.runOnce() == HawkbitStep.FAILED);

    assertThat(hooked).containsExactly("update 2", "action 2", "update 1", "action 1");
  }

  @Test
  void anUpdateWaitsForTheSystemThatItNeeds() throws IOException {
    server.offer("1", first);
    AtomicInteger system = new AtomicInteger(5400);
    UpdateAgent updates =
        UpdateAgent.forDevice(device).system(5400, (present, needed) -> system.get()).build();
    HawkbitAgent agent = ScriptedHawkbit.agent(server.client(1), device, updates).build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);

    assertThat(server.heard("scheduled none the application needs system version 5500")).hasSize(1);
    system.set(5500);
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    assertThat(server.heard("closed success")).hasSize(1);
  }

  @Test
  void anUpdateWaitsUntilTheApplicationOnTrialHasConfirmed() throws IOException {
    UpdateAgent.forDevice(device).build().install(first);
    UpdateAgent.forDevice(device).confirmingWithin(Duration.ofHours(1)).build().install(second);
    server.offer("1", Bundles.build(folder.resolve("3.zip"), 3, Bundles.noise(2, 20_000, 3)));
    HawkbitAgent agent = server.agent(device).build();

    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.WAITING);

    assertThat(server.heard("scheduled none")).hasSize(1);
    device.confirm();
    assertThat(agent.runOnce()).isEqualTo(HawkbitStep.INSTALLED);
    assertThat(version()).isEqualTo(3);
  }

  @Test
  void runGoesOnAfterFailuresUntilItIsClosed() throws Exception {
    server.offer("1", first);
    AtomicInteger polls = new AtomicInteger();
    server.script =
        request ->
            polls.incrementAndGet() == 1
                ? Optional.of(ScriptedHawkbit.status(500, Map.of()))
                : Optional.empty();
    AtomicReference<HawkbitAgent> agent = new AtomicReference<>();
    List<String> events = new ArrayList<>();
    HawkbitListener listener =
        new HawkbitListener() {
          @Override
          public void failed(IOException failure, Duration pause) {
            events.add("failed");
          }

          @Override
          public void ended(String action, HawkbitStep end, String detail) {
            events.add(action + " " + end);
            agent.get().close();
          }
        };
    agent.set(server.agent(device).listener(listener).build());
    Thread thread = new Thread(agent.get());
    thread.setDaemon(true);
    thread.start();
    thread.join();
    assertThat(events).containsExactly("failed", "1 INSTALLED");
  }
}
