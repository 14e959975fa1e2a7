package io.assetota.server.fleet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.ApplicationId;
import io.assetota.ota.report.DeviceAttributes;
import io.assetota.ota.report.RuntimeAttributes;
import io.assetota.server.fleet.rules.Relapse.Situation;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RelapseTest {
  private static final String A = "a".repeat(64);

  /** What a device reports whose application, version 5 of A, fails again and again. */
  private static Map<String, String> failing() {
    return new HashMap<>(
        Map.of(
            "app.sha256",
            A,
            "app.version",
            "5",
            "runtime.state",
            "pausing",
            "runtime.version",
            "5",
            "runtime.starts",
            "3"));
  }

  private static boolean isRelapse(
      Map<String, String> told, ActionState newest, RolloutState rollout) {
    return Relapse.isRelapse(
        new Situation(
            DeviceAttributes.parse(told),
            RuntimeAttributes.parse(told).orElseThrow(),
            ApplicationId.parse(A),
            newest,
            rollout));
  }

  @ParameterizedTest
  @CsvSource({
    // attribute, its value, relapse
    "nothing, else, true",
    "runtime.starts, 2, false",
    "runtime.starts, -3, false",
    "runtime.starts, many, false",
    "runtime.starts,, false",
    "runtime.state, running, false",
    // The device has something else by now, or does not tell what.
    "app.sha256, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, false",
    "app.sha256, aaa, false",
    "app.sha256,, false",
    "app.trial, yes, false",
    // What ran before that was installed.
    "runtime.version, 4, false",
    "runtime.version,, true",
    "app.version,, true"
  })
  void itIsTheApplicationOfTheUpdateThatFails(String name, String value, boolean relapse) {
    Map<String, String> told = failing();
    if (value == null) {
      told.remove(name);
    } else {
      told.put(name, value);
    }
    assertThat(isRelapse(told, ActionState.FINISHED, RolloutState.RUNNING)).isEqualTo(relapse);
  }

  @ParameterizedTest
  @EnumSource
  void onlyASuccessOfAnOpenRolloutIsUndone(ActionState newest) {
    for (RolloutState rollout : RolloutState.values()) {
      assertThat(isRelapse(failing(), newest, rollout))
          .as(newest + " of " + rollout)
          .isEqualTo(newest == ActionState.FINISHED && rollout.isOpen());
    }
  }
}
