package io.assetota.server.fleet.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import io.assetota.ota.rollout.SoakTime;
import io.assetota.server.Faults;
import io.assetota.server.Faults.Kind;
import io.assetota.server.Faults.PowerCut;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.fleet.waves.Waves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rollout in waves, of which each statement fails once, or the server dies there: it goes on with
 * the same devices, begins no wave too early, and reaches every device once.
 */
class RolloutFaultTest {
  private static final int DEVICES = 6;

  @TempDir Path folder;
  private long release;

  @BeforeEach
  void prepare() throws IOException {
    try (TestFleet test = new TestFleet(folder.resolve("begin"))) {
      release = test.publish(1).id();
      test.register(DEVICES);
    }
  }

  private long start(TestFleet test) throws IOException {
    return test.fleet
        .rollouts()
        .start(
            RolloutPlan.forAll(release)
                .withWaves(Waves.parse("1, 2").withSoak(SoakTime.parse("1h")), Hold.NONE))
        .id();
  }

  /** A rollout from its begin to its end; whatever fails is tried again, as devices do. */
  private void live(TestFleet test) throws IOException {
    List<Rollout> before = test.fleet.rollouts().list(1);
    long id = before.isEmpty() ? start(test) : before.get(0).id();
    for (int step = 0; step < 8; step++) {
      assertSound(test, id);
      test.allSucceed();
      assertSound(test, id);
      test.pass("PT1H");
    }
    assertThat(test.counts(id)).isEqualTo(Map.of(ActionState.FINISHED, DEVICES));
    assertThat(test.rollout(id).state()).isEqualTo(RolloutState.RUNNING);
  }

  private static void assertSound(TestFleet test, long id) throws IOException {
    List<WaveStatus> waves = test.status(id).waves();
    assertThat(waves).hasSize(3);
    long room = 1;
    for (WaveStatus wave : waves) {
      assertThat(wave.devices()).isLessThanOrEqualTo((int) room);
      if (wave.position() > 0 && wave.begun().isPresent()) {
        WaveStatus previous = waves.get(wave.position() - 1);
        assertThat(previous.counts()).isEqualTo(Map.of(ActionState.FINISHED, (int) room - 1));
        assertThat(wave.begun().get()).isAfterOrEqualTo(previous.soakedAt().orElseThrow());
      }
      room++;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private int operations(Kind kind) throws IOException {
    Faults counting = Faults.none();
    Path data = folder.resolve("counted-" + kind);
    copy(folder.resolve("begin"), data);
    try (TestFleet test = new TestFleet(data, counting.connector())) {
      live(test);
    }
    return counting.operations();
  }

  private void sweep(Kind kind, int step) throws IOException, SQLException {
    int operations = operations(kind);
    assertThat(operations).isGreaterThan(300);
    for (int n = 1; n <= operations; n += step) {
      Path data = folder.resolve(kind + "-" + n);
      copy(folder.resolve("begin"), data);
      Faults faults = new Faults(kind, n);
      try (TestFleet test = new TestFleet(data, faults.connector())) {
        live(test);
      } catch (PowerCut e) {
        assertThat(kind).isEqualTo(Kind.POWER_CUT);
      } catch (IOException e) {
        assertThat(e).as("operation %d", n).hasStackTraceContaining("injected");
      }
      // The dead server still has its files open, so the next start works on a copy.
      Path next = folder.resolve("next-" + n);
      copy(data, next);
      try (TestFleet test = new TestFleet(next)) {
        test.fleet.rollouts().settle();
        live(test);
      }
      faults.closeConnections();
      MoreFiles.deleteRecursively(data);
      MoreFiles.deleteRecursively(next);
    }
  }

  @Test
  void whereverItIsCutItGoesOn() throws IOException, SQLException {
    sweep(Kind.POWER_CUT, 7);
  }

  @Test
  void whateverFailsItGoesOn() throws IOException, SQLException {
    sweep(Kind.FAILURE, 11);
  }

  @Tag("long")
  @Test
  void atMorePlacesItGoesOn() throws IOException, SQLException {
    sweep(Kind.POWER_CUT, 3);
    sweep(Kind.FAILURE, 3);
  }
}
