package io.assetota.server.fleet.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.ota.report.FailureGroup;
import io.assetota.ota.rollout.FailureLimit;
import io.assetota.ota.rollout.SoakTime;
import io.assetota.server.fleet.rollouts.RolloutStatus.Completion;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.fleet.waves.Waves;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that get a release one wave after the other. */
class WaveTest {
  @TempDir Path folder;
  private TestFleet test;
  private long release;

  @BeforeEach
  void start() throws IOException {
    test = new TestFleet(folder);
    release = test.publish(1).id();
  }

  @AfterEach
  void stop() throws IOException {
    test.close();
  }

  private long start(String waves, String soak) throws IOException {
    return start(RolloutPlan.forAll(release), waves, soak);
  }

  private long start(RolloutPlan plan, String waves, String soak) throws IOException {
    return test.fleet
        .rollouts()
        .start(plan.withWaves(Waves.parse(waves).withSoak(SoakTime.parse(soak)), Hold.NONE))
        .id();
  }

  @Test
  void eachWaveBeginsWhenThePreviousOneIsDoneAndItsTimeIsOver() throws IOException {
    test.register(100);
    long id = start("1, 10%, 50%", "1h");
    assertThat(test.busy()).hasSize(1);
    test.allSucceed();
    assertThat(test.busy()).isEmpty();
    assertThat(test.status(id).nextWaveAt()).isPresent();
    test.pass("PT59M");
    assertThat(test.busy()).isEmpty();
    test.pass("PT1M");
    assertThat(test.busy()).hasSize(10);
    test.allSucceed();
    test.pass("PT1H");
    assertThat(test.busy()).hasSize(50);
    test.allSucceed();
    test.pass("PT1H");
    assertThat(test.busy()).hasSize(39);
    assertThat(test.status(id).completion()).isEqualTo(Completion.GOING_ON);
    test.allSucceed();
    assertThat(test.status(id).completion()).isEqualTo(Completion.COMPLETE);
    assertThat(test.counts(id)).isEqualTo(Map.of(ActionState.FINISHED, 100));
    // It stays open for those who come later.
    assertThat(test.rollout(id).state()).isEqualTo(RolloutState.RUNNING);
    test.register("later");
    assertThat(test.busy()).containsExactly("later");
  }

  @Test
  void whoGoesFirstIsChanceAndTheSameAfterARestart() throws IOException {
    test.register(50);
    start("10", "0s");
    Set<String> first = Set.copyOf(test.busy());
    start("10", "0s");
    Set<String> second = Set.copyOf(test.busy());
    assertThat(second).hasSize(10).isNotEqualTo(first);
    test.restart();
    assertThat(Set.copyOf(test.busy())).isEqualTo(second);
  }

  @Test
  void theOrderOfARolloutIsKept() throws IOException {
    test.register(30);
    long id = start("10, 10", "1h");
    List<String> order = new ArrayList<>(test.busy());
    test.allSucceed();
    test.restart();
    test.pass("PT1H");
    order.addAll(test.busy());
    long seed = test.rollout(id).seed();
    List<String> expected =
        test.read(sql -> Candidates.of("linux", "").shuffled(sql, seed)).subList(0, 20);
    assertThat(order).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aWaveCanBeThoseOfATag() throws IOException {
    test.register(10);
    test.fleet.tags().set(Set.of("gw-3", "gw-4"), Set.of("lab"), Set.of());
    start("tag:lab, 2", "0s");
    assertThat(test.busy()).containsExactly("gw-3", "gw-4");
    test.allSucceed();
    assertThat(test.busy()).hasSize(2).doesNotContain("gw-3", "gw-4");
    test.allSucceed();
    assertThat(test.busy()).hasSize(6);
    assertThatThrownBy(() -> start("tag:lap", "0s"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("No device has the tag lap");
  }

  @Test
  void aLaterWaveHaltsItAndAPersonLetsItGoOn() throws IOException {
    test.register(20);
    long id = start("1, 5 failures=2, 5", "0s");
    test.allSucceed();
    List<String> second = test.busy();
    test.fail(second.get(0), "no room");
    assertThat(test.rollout(id).state()).isEqualTo(RolloutState.RUNNING);
    test.fail(second.get(1), "no room");
    assertThat(test.rollout(id).state()).isEqualTo(RolloutState.HALTED);
    assertThat(test.rollout(id).reason()).contains("In wave 2 of 4", "failed on 2 of 2 devices");
    assertThat(test.busy()).isEmpty();
    assertThat(test.fleet.rolloutReports().failures(id))
        .singleElement()
        .satisfies(group -> assertThat(group.reason()).isEqualTo("no room"))
        .satisfies(
            group ->
                assertThat(group.devices())
                    .containsExactlyInAnyOrder(second.get(0), second.get(1)));
    test.fleet.rollouts().resume(id);
    assertThat(test.busy()).hasSize(3);
    test.allSucceed();
    assertThat(test.busy()).hasSize(5);
  }

  @Test
  void theWholeHaltsItInTheLastWave() throws IOException {
    test.register(10);
    long id =
        start(RolloutPlan.forAll(release).withMaxFailures(FailureLimit.parse("2")), "1", "0s");
    test.allSucceed();
    List<String> others = test.busy();
    assertThat(others).hasSize(9);
    test.fail(others.get(0), "exit code 3 after 1.5 s", "last line");
    test.fail(others.get(1), "exit code 3 after 2.5 s");
    assertThat(test.rollout(id).state()).isEqualTo(RolloutState.HALTED);
    assertThat(test.fleet.rolloutReports().failures(id))
        .extracting(FailureGroup::count)
        .containsExactly(2L);
    assertThat(test.fleet.rolloutReports().lastWords(id, others.get(0)))
        .containsExactly("exit code 3 after 1.5 s", "last line");
  }

  @Test
  void enoughOfAWaveIsEnoughIfThatIsSaid() throws IOException {
    test.register(20);
    long id = start("10 success=80% failures=none", "0s");
    List<String> first = test.busy();
    for (String device : first.subList(0, 7)) {
      test.succeed(device);
    }
    assertThat(test.busy()).hasSize(3);
    test.succeed(first.get(7));
    assertThat(test.busy()).hasSize(12);
    assertThat(test.status(id).waves().get(1).devices()).isEqualTo(10);
  }

  @Test
  void aForgottenDeviceStopsNoWave() throws IOException {
    test.register(10);
    start("2", "0s");
    List<String> first = test.busy();
    test.succeed(first.get(0));
    test.fleet.devices().delete(first.get(1));
    test.pass("PT1S");
    assertThat(test.busy()).hasSize(8);
  }

  @Test
  void aPausedRolloutBeginsNoWave() throws IOException {
    test.register(10);
    long id = start("1", "1h");
    test.allSucceed();
    test.fleet.rollouts().pause(id);
    test.pass("PT2H");
    assertThat(test.busy()).isEmpty();
    test.fleet.rollouts().resume(id);
    assertThat(test.busy()).hasSize(9);
  }

  @Test
  void aListIsDoneWhenItsDevicesAre() throws IOException {
    test.register(5);
    long id =
        start(RolloutPlan.of(release, Audience.list(List.of("gw-1", "gw-2", "gw-4"))), "1", "0s");
    assertThat(test.busy()).hasSize(1);
    test.allSucceed();
    assertThat(test.busy()).hasSize(2);
    test.allSucceed();
    assertThat(test.rollout(id).state()).isEqualTo(RolloutState.DONE);
    test.register("later");
    assertThat(test.busy()).isEmpty();
  }
}
