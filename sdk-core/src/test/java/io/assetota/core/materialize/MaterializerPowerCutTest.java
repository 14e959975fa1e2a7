package io.assetota.core.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.application.ApplicationManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cuts the power after every operation of materializing, and after every one of doing it again. */
@Tag("long")
final class MaterializerPowerCutTest {
  private static final int SEEDS = 12;
  private static final Programs programs = new Programs();
  private static int tried;

  private record Scenario(
      String name,
      SimulatedTrees disk,
      Optional<ApplicationManifest> before,
      ApplicationManifest after) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static SimulatedTrees with(ApplicationManifest... manifests) throws IOException {
    SimulatedTrees disk = new SimulatedTrees();
    for (ApplicationManifest manifest : manifests) {
      materialize(disk, manifest);
    }
    return disk.copy();
  }

  private static SimulatedTrees withChanged(ApplicationManifest manifest) throws IOException {
    SimulatedTrees disk = with(programs.second(), manifest);
    disk.overwrite(manifest.program() + "/app.jar", new byte[100]);
    return disk;
  }

  static Stream<Scenario> scenarios() throws IOException {
    ApplicationManifest first = programs.first();
    ApplicationManifest second = programs.second();
    ApplicationManifest third = programs.third();
    return Stream.of(
        new Scenario("the first one", new SimulatedTrees(), Optional.empty(), first),
        new Scenario("an update", with(first), Optional.of(first), second),
        new Scenario("back again", with(first, second), Optional.of(second), first),
        new Scenario("a third one", with(first, second), Optional.of(second), third),
        new Scenario("the same", with(first), Optional.of(first), first),
        new Scenario("made anew", withChanged(first), Optional.of(second), first));
  }

  private static void materialize(SimulatedTrees disk, ApplicationManifest manifest)
      throws IOException {
    new Materializer(disk, Path.of("run")).materialize(manifest, programs, TreeCheck.FACTS);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void afterAPowerCutThereIsTheOldTreeOrTheNew(Scenario scenario) throws IOException {
    boolean complete = false;
    for (int n = 1; !complete; n++) {
      SimulatedTrees disk = scenario.disk.copy();
      disk.cutAfter(n);
      complete = isThrough(disk, scenario.after);
      for (int seed = 0; seed < SEEDS; seed++) {
        SimulatedTrees found = disk.afterPowerCut(seed);
        check(scenario, found, complete);
        if (seed < 2) {
          cutAgain(scenario, found);
        }
      }
    }
  }

  private static void cutAgain(Scenario scenario, SimulatedTrees found) throws IOException {
    boolean complete = false;
    for (int n = 1; !complete; n++) {
      SimulatedTrees disk = found.copy();
      disk.cutAfter(n);
      complete = isThrough(disk, scenario.after);
      check(scenario, disk.afterPowerCut(n), complete);
    }
  }

  private static boolean isThrough(SimulatedTrees disk, ApplicationManifest manifest)
      throws IOException {
    try {
      materialize(disk, manifest);
      return true;
    } catch (SimulatedTrees.PowerCut e) {
      return false;
    }
  }

  private static void check(Scenario scenario, SimulatedTrees found, boolean complete)
      throws IOException {
    tried++;
    assertThat(isWhole(found, scenario.after) || !complete).as("done is done").isTrue();
    if (!scenario.name.equals("made anew")) {
      assertThat(isWholeOrNone(found, scenario.after)).as("the new one").isTrue();
    }
    if (scenario.before.isPresent()) {
      assertThat(isWhole(found, scenario.before.get())).as("the old one").isTrue();
    }
    SimulatedTrees next = found.copy();
    materialize(next, scenario.after);
    assertThat(isWhole(next, scenario.after)).isTrue();
    assertThat(next.list("")).hasSizeLessThanOrEqualTo(3).contains(".order");
    assertThat(next.list("").stream().filter(n -> n.startsWith(".n") || n.startsWith(".ol")))
        .isEmpty();
  }

  private static boolean isWholeOrNone(SimulatedTrees disk, ApplicationManifest manifest)
      throws IOException {
    return disk.look(manifest.program().toString()).isEmpty() || isWhole(disk, manifest);
  }

  private static boolean isWhole(SimulatedTrees disk, ApplicationManifest manifest)
      throws IOException {
    String tree = manifest.program().toString();
    return disk.look(tree).isPresent()
        && new TreeInspection(disk).difference(tree, manifest, TreeCheck.CONTENT).isEmpty();
  }

  @AfterAll
  static void thousandsOfCutsWereTried() {
    System.out.println("Power cuts while materializing: " + tried);
    assertThat(tried).isGreaterThan(5_000);
  }
}
