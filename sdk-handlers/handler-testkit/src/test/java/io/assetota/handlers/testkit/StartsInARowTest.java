package io.assetota.handlers.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.assetota.runtime.DeviceRuntime;
import io.assetota.runtime.event.RuntimeStatus;
import io.assetota.runtime.event.RuntimeStatus.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many starts in a row a runtime tells of an application that is installed for good. */
class StartsInARowTest {
  @TempDir Path home;
  private final VirtualTime time = new VirtualTime();
  private final ScriptedApplications applications = new ScriptedApplications(time);

  @BeforeEach
  void install() throws IOException {
    new TestDevice(home).install(Map.of());
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private DeviceRuntime runtime() throws IOException {
    return DeviceRuntime.builder(home)
        .clock(time)
        .launcher(applications)
        .probe(applications)
        .environment(Map.of())
        .build();
  }

  /** Runs until the last of these moments, and ends as it is asked to. */
  private List<RuntimeStatus> statuses(double... moments) throws IOException {
    DeviceRuntime runtime = runtime();
    List<RuntimeStatus> statuses = new ArrayList<>();
    for (double moment : moments) {
      time.after(seconds(moment), () -> statuses.add(runtime.status()));
    }
    time.after(seconds(moments[moments.length - 1]), runtime::close);
    runtime.run();
    return statuses;
  }

  /** The pauses are 1, 2 and 4 seconds. */
  @Test
  void growUntilItHasWorkedForAMinute() throws IOException {
    applications.script("1", ApplicationScript.works().exiting(seconds(0.5), 7));
    time.after(seconds(7), () -> applications.script("1", ApplicationScript.works()));
    assertThat(statuses(0.2, 0.7, 2.2, 4.2, 5.2, 30, 75))
        .extracting(RuntimeStatus::state, RuntimeStatus::starts)
        .containsExactly(
            tuple(State.STARTING, 1),
            tuple(State.PAUSING, 1),
            tuple(State.PAUSING, 2),
            tuple(State.STARTING, 3),
            tuple(State.PAUSING, 3),
            tuple(State.STARTING, 4),
            tuple(State.RUNNING, 1));
  }

  @Test
  void beginWithTheFailureAfterAMinuteThatWentWell() throws IOException {
    time.after(seconds(100), () -> applications.exit(7));
    assertThat(statuses(90, 100.5, 102))
        .extracting(RuntimeStatus::state, RuntimeStatus::starts)
        .containsExactly(
            tuple(State.RUNNING, 1), tuple(State.PAUSING, 1), tuple(State.STARTING, 2));
  }

  @Test
  void areNotThoseOfADeviceThatIsSwitchedOffEachDay() throws IOException {
    for (int day = 0; day < 4; day++) {
      killAfter(seconds(70));
    }
    assertThat(statuses(5).get(0).starts()).isEqualTo(1);
  }

  @Test
  void areNotThoseOfARuntimeThatIsAskedToEnd() throws IOException {
    for (int i = 0; i < 4; i++) {
      assertThat(statuses(5).get(0).starts()).isEqualTo(1);
    }
    applications.script("1", ApplicationScript.works().exiting(seconds(0.5), 7));
    assertThat(statuses(0.7).get(0).starts()).isEqualTo(1);
    assertThat(statuses(0.7).get(0).starts()).isEqualTo(2);
  }

  /** It may be the application that takes the device down. */
  @Test
  void areThoseOfARuntimeThatIsKilled() throws IOException {
    for (int i = 0; i < 3; i++) {
      killAfter(seconds(5));
    }
    assertThat(statuses(30).get(0).starts()).isEqualTo(4);
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void killAfter(Duration howLong) throws IOException {
    DeviceRuntime runtime = runtime();
    time.after(
        howLong,
        () -> {
          throw new Killed();
        });
    try {
      runtime.run();
    } catch (Killed e) {
      // as if the process had ended here
    }
  }
}
