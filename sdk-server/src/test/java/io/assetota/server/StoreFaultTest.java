package io.assetota.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.BundleHash;
import io.assetota.server.Faults.Kind;
import io.assetota.server.Faults.PowerCut;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.Rollout;
import io.assetota.server.fleet.rollouts.RolloutPlan;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.Feedback;
import io.assetota.server.fleet.rules.Feedback.Execution;
import io.assetota.server.fleet.rules.Feedback.Result;
import io.assetota.server.fleet.rules.RolloutState;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.Database;
import io.assetota.server.store.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each operation on a file and each statement fails once, or the process dies there: no release is
 * ever without its bundle, and nothing that was said to be done is lost.
 */
@Tag("long")
class StoreFaultTest {
  @TempDir Path folder;
  private Path first;
  private Path second;

  /**
   * What the server said last of each bundle: it is there, or it is not; absent: it said nothing.
   */
  private final Map<Path, Boolean> told = new HashMap<>();

  @BeforeEach
  void makeBundles() throws IOException {
    first = TestBundles.small(folder, 1);
    second = TestBundles.small(folder, 2);
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void attempt(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      // It said so, and goes on.
    }
  }

  private static Fleet open(Database database, BundleFiles files) throws IOException {
    return Fleet.open(
        files,
        Opening.USUAL,
        database,
        InstantSource.system(),
        new Random(1),
        BundleLimits.DEFAULT,
        1 << 20);
  }

  private static Release publish(Fleet fleet, Path bundle) throws IOException {
    try (InputStream in = Files.newInputStream(bundle)) {
      return fleet.releases().publish(in, "", "");
    }
  }

  /** What a server does in its life, from the first start on. */
  private void live(Path data, Faults faults, FaultyDisk disk) throws IOException {
    try (Database database = Database.open(data, Opening.USUAL, faults.connector())) {
      Fleet fleet = open(database, BundleFiles.open(data, disk));
      attempt(() -> put(fleet, first));
      attempt(() -> put(fleet, second));
      attempt(() -> fleet.devices().register("gw-1"));
      attempt(() -> fleet.devices().register("gw-2"));
      attempt(() -> update(fleet));
      attempt(() -> delete(fleet, first));
      attempt(() -> put(fleet, first));
      attempt(() -> delete(fleet, first));
      attempt(
          () -> {
            Release release =
                find(fleet, second).orElseThrow(() -> new IOException("not published"));
            fleet.rollouts().start(RolloutPlan.forAll(release.id()));
            fleet.rollouts().cancel(fleet.rollouts().list(1).get(0).id());
            fleet.rollouts().start(RolloutPlan.forAll(release.id()));
          });
      assertSound(data, fleet);
    }
  }

  private void put(Fleet fleet, Path bundle) throws IOException {
    told.remove(bundle);
    publish(fleet, bundle);
    told.put(bundle, true);
  }

  private void delete(Fleet fleet, Path bundle) throws IOException {
    Optional<Release> release = find(fleet, bundle);
    if (release.isPresent()) {
      told.remove(bundle);
      fleet.releases().delete(release.get().id());
      told.put(bundle, false);
    }
  }

  private void update(Fleet fleet) throws IOException {
    Release release = find(fleet, second).orElseThrow(() -> new IOException("not published"));
    fleet.rollouts().start(RolloutPlan.forDevice(release.id(), "gw-1"));
    long action = fleet.actions().next("gw-1").orElseThrow().id();
    fleet
        .conversations()
        .feedback(
            "gw-1",
            action,
            new Feedback(Execution.CLOSED, Result.SUCCESS, Optional.empty(), List.of()));
  }

  private static Optional<Release> find(Fleet fleet, Path bundle) throws IOException {
    BundleHash hash = BundleHash.parse(AssetHash.ofContent(Files.readAllBytes(bundle)).hex());
    return fleet.releases().list().stream().filter(r -> r.sha256().equals(hash)).findFirst();
  }

  private void assertSound(Path data, Fleet fleet) throws IOException {
    for (Release release : fleet.releases().list()) {
      Path file = data.resolve("bundles").resolve(release.sha256() + ".zip");
      assertThat(file).exists();
      assertThat(AssetHash.ofContent(Files.readAllBytes(file)).hex())
          .isEqualTo(release.sha256().hex());
    }
    for (Map.Entry<Path, Boolean> entry : told.entrySet()) {
      assertThat(find(fleet, entry.getKey()).isPresent()).isEqualTo(entry.getValue());
    }
  }

  /** The next start, on a disk that works. */
  private void assertSoundAfterStart(Path data) throws IOException {
    Faults none = Faults.none();
    try (Database database = Database.open(data, Opening.USUAL, none.connector())) {
      Fleet fleet = open(database, BundleFiles.open(data, new FaultyDisk(none)));
      fleet.rollouts().settle();
      assertSound(data, fleet);
      assertThat(data.resolve("incoming")).isEmptyDirectory();
      for (Rollout rollout : fleet.rollouts().list(10)) {
        Map<ActionState, Integer> counts = fleet.rolloutReports().counts(rollout.id());
        if (rollout.state() == RolloutState.CANCELED) {
          assertThat(counts).doesNotContainKey(ActionState.PENDING);
        } else if (rollout.deviceId().isEmpty()) {
          assertThat(counts.values().stream().mapToInt(n -> n).sum())
              .isEqualTo(fleet.devices().search("", "", 10).size());
        }
      }
      publish(fleet, first);
      publish(fleet, second);
      told.replaceAll((bundle, there) -> true);
      assertSound(data, fleet);
    }
  }

  private int operations() throws IOException {
    Faults faults = Faults.none();
    live(folder.resolve("counted"), faults, new FaultyDisk(faults));
    assertThat(told).containsEntry(first, false).containsEntry(second, true);
    return faults.operations();
  }

  @Test
  void whateverFailsNothingIsLost() throws IOException {
    int operations = operations();
    assertThat(operations).isGreaterThan(100);
    for (int n = 1; n <= operations; n++) {
      told.clear();
      Path data = folder.resolve("failure-" + n);
      Faults faults = new Faults(Kind.FAILURE, n);
      FaultyDisk disk = new FaultyDisk(faults);
      try {
        live(data, faults, disk);
      } catch (IOException e) {
        assertThat(e).as("operation %d", n).hasStackTraceContaining("injected");
      }
      assertSoundAfterStart(data);
      MoreFiles.deleteRecursively(data);
    }
  }

  @Test
  void whereverThePowerIsCutNothingIsLost() throws IOException, SQLException {
    int operations = operations();
    for (int n = 1; n <= operations; n++) {
      told.clear();
      Path data = folder.resolve("cut-" + n);
      Faults faults = new Faults(Kind.POWER_CUT, n);
      FaultyDisk disk = new FaultyDisk(faults);
      try {
        live(data, faults, disk);
      } catch (PowerCut e) {
        assertThat(faults.operations()).isGreaterThanOrEqualTo(n);
      }
      Map<Path, Boolean> before = Map.copyOf(told);
      assertSoundAfterCut(data, folder.resolve("kept-" + n));
      if (disk.canLose()) {
        disk.lose();
        told.clear();
        told.putAll(before);
        assertSoundAfterCut(data, folder.resolve("lost-" + n));
      }
      faults.closeConnections();
      MoreFiles.deleteRecursively(data);
    }
  }

  /** The dead process still has its files open, so the next start works on a copy. */
  private void assertSoundAfterCut(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    assertSoundAfterStart(to);
    MoreFiles.deleteRecursively(to);
  }
}
