package io.assetota.server.fleet.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.ota.report.FailureGroup;
import io.assetota.ota.rollout.FailureLimit;
import io.assetota.ota.rollout.SoakTime;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.fleet.waves.Waves;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that succeed, and whose application fails again and again afterwards. */
class SoakTest {
  @TempDir Path folder;
  private TestFleet test;
  private Release release;

  @BeforeEach
  void start() throws IOException {
    test = new TestFleet(folder);
    release = test.publish(1);
  }

  @AfterEach
  void stop() throws IOException {
    test.close();
  }

  private RolloutPlan toAll() {
    return RolloutPlan.forAll(release.id());
  }

  private long start(RolloutPlan plan, String waves, String soak) throws IOException {
    return test.fleet
        .rollouts()
        .start(plan.withWaves(Waves.parse(waves).withSoak(SoakTime.parse(soak)), Hold.NONE))
        .id();
  }

  private void relapse(String device) throws IOException {
    relapse(device, release);
  }

  private void relapse(String device, Release installed) throws IOException {
    test.tell(device, failing(installed));
  }

  private static Map<String, String> failing(Release installed) {
    return Map.of(
        "app.sha256",
        installed.application().toString(),
        "runtime.state",
        "pausing",
        "runtime.version",
        installed.version(),
        "runtime.starts",
        "3",
        "runtime.lastFailure",
        "2026-11-26T04:10:00Z version %s: it ended with exit code 7, 0.2 s after its start"
            .formatted(installed.version()));
  }

  private List<String> allSucceed() throws IOException {
    List<String> devices = test.busy();
    test.allSucceed();
    return devices;
  }

  private RolloutState state(long id) throws IOException {
    return test.rollout(id).state();
  }

  @Test
  void aCanaryThatFailsAfterItsWaveHaltsTheRollout() throws IOException {
    test.register(10);
    long id = start(toAll(), "1", "1h");
    String canary = allSucceed().get(0);
    test.pass("PT30M");

    relapse(canary);

    assertThat(state(id)).isEqualTo(RolloutState.HALTED);
    assertThat(test.rollout(id).reason())
        .contains("In wave 1 of 2, it failed on 1 of 1 device that is done: " + canary);
    assertThat(test.fleet.rolloutReports().failures(id))
        .extracting(FailureGroup::reason)
        .containsExactly(
            "failed after it was installed: it ended with exit code 7, 0.2 s after its start");
    assertThat(test.fleet.rolloutReports().lastWords(id, canary))
        .contains("started 3 times in a row; the runtime is pausing");
    test.restart();
    test.pass("PT2H");
    assertThat(test.busy()).isEmpty();
    assertThat(state(id)).isEqualTo(RolloutState.HALTED);
    // Who lets it go on has seen that, and the time after the wave is over.
    test.fleet.rollouts().resume(id);
    assertThat(test.busy()).hasSize(9);
    assertThat(test.counts(id)).containsEntry(ActionState.ERROR, 1);
  }

  @Test
  void belowTheLimitTheNextWaveBegins() throws IOException {
    test.register(10);
    long id = start(toAll(), "4 failures=2", "1h");
    List<String> first = allSucceed();

    relapse(first.get(0));

    assertThat(state(id)).isEqualTo(RolloutState.RUNNING);
    assertThat(test.counts(id)).isEqualTo(Map.of(ActionState.FINISHED, 3, ActionState.ERROR, 1));
    test.pass("PT59M");
    assertThat(test.busy()).isEmpty();
    test.pass("PT1M");
    assertThat(test.busy()).hasSize(6);
  }

  @Test
  void oneDeviceFailsOncePerUpdate() throws IOException {
    test.register(10);
    long id = start(toAll(), "4 failures=2", "1h");
    String device = allSucceed().get(0);
    for (int i = 0; i < 3; i++) {
      relapse(device);
    }
    test.tell(device, Map.of("runtime.state", "running", "runtime.starts", "1"));
    assertThat(state(id)).isEqualTo(RolloutState.RUNNING);
    assertThat(test.counts(id)).containsEntry(ActionState.ERROR, 1);
    assertThat(test.fleet.actions().history(device, 10))
        .extracting(ActionStatus::execution)
        .containsExactly("relapsed", "closed", "assigned");
  }

  @Test
  void theLastWaveHaltsIt() throws IOException {
    test.register(10);
    long id = start(toAll().withMaxFailures(FailureLimit.parse("2")), "1", "0s");
    allSucceed();
    List<String> others = allSucceed();
    test.pass("PT240H");
    relapse(others.get(0));
    assertThat(state(id)).isEqualTo(RolloutState.RUNNING);
    relapse(others.get(1));
    assertThat(state(id)).isEqualTo(RolloutState.HALTED);
    assertThat(test.rollout(id).reason()).startsWith("It failed on 2 of 10 devices");
    test.register("later");
    assertThat(test.busy()).isEmpty();
  }

  @Test
  void anEarlierWaveCountsForTheWhole() throws IOException {
    test.register(10);
    long id = start(toAll().withMaxFailures(FailureLimit.parse("2")), "2, 3", "0s");
    List<String> first = allSucceed();
    assertThat(test.busy()).hasSize(3);
    relapse(first.get(0));
    assertThat(state(id)).isEqualTo(RolloutState.RUNNING);
    relapse(first.get(1));
    assertThat(state(id)).isEqualTo(RolloutState.HALTED);
    assertThat(test.rollout(id).reason()).startsWith("It failed on 2 of 2 devices");
  }

  @Test
  void whatAPersonHasSeenDoesNotCount() throws IOException {
    test.register(10);
    long id = start(toAll(), "", "0s");
    List<String> devices = allSucceed();
    for (String device : devices.subList(0, 3)) {
      assertThat(state(id)).isEqualTo(RolloutState.RUNNING);
      relapse(device);
    }
    assertThat(state(id)).isEqualTo(RolloutState.HALTED);
    assertThat(test.rollout(id).reason()).startsWith("It failed on 3 of 10 devices");
    test.fleet.rollouts().resume(id);
    for (String device : devices.subList(3, 6)) {
      assertThat(state(id)).isEqualTo(RolloutState.RUNNING);
      relapse(device);
    }
    assertThat(state(id)).isEqualTo(RolloutState.HALTED);
    assertThat(test.rollout(id).reason()).startsWith("It failed on 3 of 3 devices");
  }

  @Test
  void whoeverResumesAPausedRolloutIsTold() throws IOException {
    test.register(10);
    long id =
        test.fleet
            .rollouts()
            .start(toAll().withWaves(Waves.parse("2 failures=2"), Hold.AFTER_CANARIES))
            .id();
    List<String> canaries = allSucceed();
    relapse(canaries.get(0));
    assertThat(state(id)).isEqualTo(RolloutState.PAUSED);
    assertThat(test.rollout(id).reason()).isEqualTo("The first devices are done. Resume to go on.");
    relapse(canaries.get(1));
    assertThat(state(id)).isEqualTo(RolloutState.HALTED);
    assertThat(test.rollout(id).reason()).startsWith("In wave 1 of 2, it failed on 2 of 2 devices");
    test.fleet.rollouts().resume(id);
    assertThat(test.busy()).hasSize(8);
  }

  @Test
  void aNewerUpdateThatTheSameReportBringsDoesNotHideIt() throws IOException {
    test.register("gw");
    test.register("lab-1");
    test.fleet.tags().set(Set.of("lab-1"), Set.of("lab"), Set.of());
    long id = start(toAll().withMaxFailures(FailureLimit.NONE), "", "0s");
    allSucceed();
    long second = test.publish(2).id();
    start(RolloutPlan.of(second, Audience.tag("lab")), "", "0s");

    Map<String, String> told = new HashMap<>(failing(release));
    told.put("tags", "lab");
    test.tell("gw", told);

    assertThat(test.offered("gw")).contains(second);
    assertThat(test.counts(id)).isEqualTo(Map.of(ActionState.FINISHED, 1, ActionState.ERROR, 1));
  }

  @Test
  void whatIsOverStaysAsItIs() throws IOException {
    test.register(2);
    long done = start(RolloutPlan.of(release.id(), Audience.list(List.of("gw-0"))), "", "0s");
    allSucceed();
    assertThat(state(done)).isEqualTo(RolloutState.DONE);
    relapse("gw-0");
    assertThat(test.counts(done)).isEqualTo(Map.of(ActionState.FINISHED, 1));
    long cancelled = start(toAll(), "", "0s");
    test.succeed("gw-0");
    test.fleet.rollouts().cancel(cancelled);
    relapse("gw-0");
    assertThat(test.counts(cancelled))
        .isEqualTo(Map.of(ActionState.FINISHED, 1, ActionState.CANCELED, 1));
  }

  @Test
  void theDeviceKeepsWhatItHasInstalled() throws IOException {
    test.register("gw");
    test.register("lab-1");
    test.fleet.tags().set(Set.of("gw"), Set.of("new"), Set.of());
    test.fleet.tags().set(Set.of("lab-1"), Set.of("lab"), Set.of());
    start(RolloutPlan.of(release.id(), Audience.tag("lab")), "", "0s");
    assertThat(allSucceed()).containsExactly("lab-1");
    Release second = test.publish(2);
    long id = start(RolloutPlan.of(second.id(), Audience.tag("new")), "", "0s");
    assertThat(allSucceed()).containsExactly("gw");
    relapse("gw", second);
    assertThat(test.counts(id)).isEqualTo(Map.of(ActionState.ERROR, 1));
    // An earlier rollout, which it comes to belong to now, does not take it back.
    test.fleet.tags().set(Set.of("gw"), Set.of("lab"), Set.of());
    test.pass("PT1H");
    assertThat(test.busy()).isEmpty();
  }
}
