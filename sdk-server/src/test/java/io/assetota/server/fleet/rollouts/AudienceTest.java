package io.assetota.server.fleet.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.server.fleet.groups.Selection;
import io.assetota.server.fleet.groups.Tags.Source;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.AfterFailedTrial;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.RolloutState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which devices get a release. */
class AudienceTest {
  @TempDir Path folder;
  private TestFleet test;
  private long release;

  @BeforeEach
  void start() throws IOException {
    test = new TestFleet(folder);
    release = test.publish(1).id();
    test.register(5);
  }

  @AfterEach
  void stop() throws IOException {
    test.close();
  }

  private long start(Audience audience) throws IOException {
    return test.fleet.rollouts().start(RolloutPlan.of(release, audience)).id();
  }

  private void tag(String device, String tag) throws IOException {
    test.fleet.tags().set(Set.of(device), Set.of(tag), Set.of());
  }

  @Test
  void aTagIsForThoseThatHaveItAndGetIt() throws IOException {
    tag("gw-1", "lab");
    test.tell("gw-2", Map.of("tags", "line-2, lab,-bad"));
    start(Audience.tag("lab"));
    assertThat(test.busy()).containsExactly("gw-1", "gw-2");
    tag("gw-4", "lab");
    test.tell("gw-0", Map.of("tags", "lab"));
    assertThat(test.busy()).containsExactly("gw-0", "gw-1", "gw-2", "gw-4");
    test.register("new");
    test.tell("new", Map.of("tags", "lab"));
    assertThat(test.busy()).contains("new");
  }

  @Test
  void whatAnOperatorSaysOfATagCounts() throws IOException {
    test.tell("gw-1", Map.of("tags", "lab,line-1"));
    assertThat(test.fleet.tags().of("gw-1"))
        .isEqualTo(Map.of("lab", Source.DEVICE, "line-1", Source.DEVICE));
    test.fleet.tags().set(Set.of("gw-1"), Set.of("mine"), Set.of("lab"));
    assertThat(test.fleet.tags().of("gw-1"))
        .isEqualTo(Map.of("line-1", Source.DEVICE, "mine", Source.OPERATOR));
    // Whatever the device says from now on.
    test.tell("gw-1", Map.of("tags", "lab"));
    assertThat(test.fleet.tags().of("gw-1")).isEqualTo(Map.of("mine", Source.OPERATOR));
    test.fleet.tags().set(Set.of("gw-1"), Set.of("lab"), Set.of());
    assertThat(test.fleet.tags().of("gw-1"))
        .isEqualTo(Map.of("lab", Source.OPERATOR, "mine", Source.OPERATOR));
    assertThat(test.fleet.tags().all()).isEqualTo(Map.of("lab", 1, "mine", 1));
    assertThatThrownBy(() -> tag("gw-1", "a b")).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> tag("nobody", "lab")).hasMessageContaining("no device nobody");
  }

  @Test
  void aSelectionIsKeptAsItWasAtTheBegin() throws IOException {
    test.fleet.selections().save("old", "attribute.app.version==1;id!=gw-0");
    test.tell("gw-0", Map.of("app.version", "1"));
    test.tell("gw-3", Map.of("app.version", "1"));
    assertThat(test.fleet.selections().list())
        .extracting(Selection::name, Selection::devices)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("old", 1L));
    start(Audience.selection("old"));
    assertThat(test.busy()).containsExactly("gw-3");
    test.fleet.selections().save("old", "id==*");
    test.fleet.rollouts().settle();
    assertThat(test.busy()).containsExactly("gw-3");
    test.tell("gw-4", Map.of("app.version", "1"));
    assertThat(test.busy()).containsExactly("gw-3", "gw-4");
    assertThatThrownBy(() -> start(Audience.selection("odl")))
        .hasMessageContaining("no selection odl");
  }

  @Test
  void aListNamesDevicesThatAreThere() {
    assertThatThrownBy(() -> start(Audience.list(List.of("gw-1", "gw-9", "typo"))))
        .hasMessageContaining("gw-9, typo");
    assertThatThrownBy(() -> start(Audience.list(List.of())))
        .hasMessageContaining("has no devices");
  }

  @Test
  void theNewestRolloutDecidesForADevice() throws IOException {
    tag("gw-1", "beta");
    long all = start(Audience.ALL);
    test.allSucceed();
    long next = test.publish(2).id();
    long beta = test.fleet.rollouts().start(RolloutPlan.of(next, Audience.tag("beta"))).id();
    assertThat(test.rollout(all).state()).isEqualTo(RolloutState.RUNNING);
    assertThat(test.busy()).containsExactly("gw-1");
    test.allSucceed();
    // Later ones get the newest that is for them.
    test.register("new");
    assertThat(test.offered("new")).contains(release);
    tag("new", "beta");
    assertThat(test.offered("new")).contains(next);
    test.fleet.rollouts().settle();
    assertThat(test.offered("gw-1")).isEmpty();
    // A rollout to the same devices takes the place of the earlier one; one to all, of both.
    long again = test.fleet.rollouts().start(RolloutPlan.of(release, Audience.tag("beta"))).id();
    assertThat(test.rollout(beta).state()).isEqualTo(RolloutState.REPLACED);
    test.fleet.rollouts().start(RolloutPlan.forAll(next));
    assertThat(test.rollout(again).state()).isEqualTo(RolloutState.REPLACED);
    assertThat(test.rollout(all).state()).isEqualTo(RolloutState.REPLACED);
  }

  @Test
  void whatFailedItsTrialIsNotOfferedAgainUnlessForced() throws IOException {
    long id = start(Audience.ALL);
    test.fail("gw-1", "the previous application is back: exit code 3", "java.lang.Error");
    test.fail("gw-2", "status 503");
    for (String device : List.of("gw-0", "gw-3", "gw-4")) {
      test.succeed(device);
    }
    assertThat(test.counts(id)).containsEntry(ActionState.ERROR, 2);
    assertThat(test.fleet.rollouts().check(RolloutPlan.of(release, Audience.ALL)))
        .extracting(Preparation::devices, Preparation::leftOut)
        .containsExactly(4L, 1L);
    long again = start(Audience.ALL);
    assertThat(test.busy()).containsExactly("gw-0", "gw-2", "gw-3", "gw-4");
    assertThat(test.status(again).leftOut()).isEqualTo(1);
    assertThatThrownBy(() -> start(Audience.one("gw-1")))
        .hasMessageContaining("failed its trial on gw-1")
        .hasMessageContaining("exit code 3");
    test.fleet
        .rollouts()
        .start(RolloutPlan.of(release, Audience.one("gw-1")).with(AfterFailedTrial.AGAIN));
    test.succeed("gw-1");
    // It has succeeded after all.
    start(Audience.one("gw-1"));
  }

  @Test
  void aBlockedReleaseIsOfferedToNobody() throws IOException {
    long all = start(Audience.ALL);
    long begun = test.fleet.actions().next("gw-1").orElseThrow().id();
    test.fleet.conversations().retrieved(test.fleet.actions().find("gw-1", begun).orElseThrow());
    test.fleet.blocks().block(release, "burns down");
    assertThat(test.rollout(all).state()).isEqualTo(RolloutState.CANCELED);
    assertThat(test.rollout(all).reason()).contains("burns down");
    assertThat(test.busy()).containsExactly("gw-1");
    assertThat(test.fleet.actions().next("gw-1").orElseThrow().state())
        .isEqualTo(ActionState.CANCELING);
    assertThat(test.fleet.actions().fetching("gw-1", release)).isEmpty();
    assertThatThrownBy(() -> start(Audience.one("gw-0")))
        .hasMessageContaining("is blocked (burns down)");
    test.register("new");
    assertThat(test.offered("new")).isEmpty();
    test.fleet.blocks().unblock(release);
    assertThat(test.offered("new")).isEmpty();
    start(Audience.one("gw-0"));
    assertThat(test.offered("gw-0")).contains(release);
  }

  @Test
  void aBlockAlsoStopsThoseThatWorkOnAReplacedRollout() throws IOException {
    start(Audience.ALL);
    long begun = test.fleet.actions().next("gw-1").orElseThrow().id();
    test.fleet.conversations().retrieved(test.fleet.actions().find("gw-1", begun).orElseThrow());
    long next = test.publish(2).id();
    test.fleet.tags().set(Set.of("gw-4"), Set.of("x"), Set.of());
    start(Audience.tag("x"));
    test.fleet.rollouts().start(RolloutPlan.of(next, Audience.tag("x")));
    test.fleet.blocks().block(release, "no");
    assertThat(test.fleet.actions().find("gw-1", begun).orElseThrow().state())
        .isEqualTo(ActionState.CANCELING);
  }
}
