package io.assetota.server.fleet.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.server.TestBundles;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.devices.AttributeMode;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.Feedback;
import io.assetota.server.fleet.rules.Feedback.Execution;
import io.assetota.server.fleet.rules.Feedback.Result;
import io.assetota.server.fleet.rules.FeedbackOutcome;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.Connector;
import io.assetota.server.store.Database;
import io.assetota.server.store.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A fleet in a real database, at a time of our own. */
final class TestFleet implements AutoCloseable {
  private final Path folder;
  private final Connector connector;
  private Instant now = Instant.parse("2026-11-26T04:00:00Z");
  private Database database;
  Fleet fleet;

  TestFleet(Path folder) throws IOException {
    this(folder, Connector.sqlite());
  }

  TestFleet(Path folder, Connector connector) throws IOException {
    this.folder = folder;
    this.connector = connector;
    database = Database.open(folder.resolve("data"), Opening.USUAL, connector);
    fleet = open();
  }

  private Fleet open() throws IOException {
    return Fleet.open(
        BundleFiles.open(folder.resolve("data"), BundleFiles.disk()),
        Opening.USUAL,
        database,
        () -> now,
        new Random(7),
        BundleLimits.DEFAULT,
        1 << 20);
  }

  /** Ends the server without a word, and starts it again. */
  void restart() throws IOException {
    database.close();
    database = Database.open(folder.resolve("data"), Opening.USUAL, connector);
    fleet = open();
    fleet.rollouts().settle();
  }

  void pass(String time) {
    now = now.plus(Duration.parse(time));
    fleet.rollouts().settle();
  }

  Release publish(int version) throws IOException {
    try (InputStream in = Files.newInputStream(TestBundles.small(folder, version))) {
      return fleet.releases().publish(in, "", "");
    }
  }

  void register(int devices) throws IOException {
    for (int i = 0; i < devices; i++) {
      register("gw-" + i);
    }
  }

  void register(String device) throws IOException {
    fleet.devices().register(device);
    tell(device, Map.of("app", "linux"));
  }

  void tell(String device, Map<String, String> attributes) throws IOException {
    assertThat(fleet.reports().report(device, AttributeMode.MERGE, attributes).isTaken()).isTrue();
  }

  /** The devices that have something to do, by name. */
  List<String> busy() throws IOException {
    List<String> devices = new ArrayList<>();
    for (var device : fleet.devices().search("", "", 10_000)) {
      if (fleet.actions().next(device.id()).isPresent()) {
        devices.add(device.id());
      }
    }
    return devices;
  }

  Optional<Long> offered(String device) throws IOException {
    return fleet.actions().next(device).map(Action::releaseId);
  }

  void succeed(String device) throws IOException {
    end(device, Result.SUCCESS, "installed");
  }

  void fail(String device, String... reason) throws IOException {
    end(device, Result.FAILURE, reason);
  }

  private void end(String device, Result result, String... details) throws IOException {
    long action = fleet.actions().next(device).orElseThrow().id();
    assertThat(
            fleet
                .conversations()
                .feedback(
                    device,
                    action,
                    new Feedback(Execution.CLOSED, result, Optional.empty(), List.of(details))))
        .isEqualTo(FeedbackOutcome.TAKEN);
  }

  /** Ends what all devices have to do. */
  void allSucceed() throws IOException {
    for (String device : busy()) {
      succeed(device);
    }
  }

  <T> T read(Database.Work<T> work) throws IOException {
    return database.read(work);
  }

  Rollout rollout(long id) throws IOException {
    return fleet.rollouts().find(id).orElseThrow();
  }

  RolloutStatus status(long id) throws IOException {
    return fleet.rolloutReports().status(rollout(id));
  }

  Map<ActionState, Integer> counts(long id) throws IOException {
    return fleet.rolloutReports().counts(id);
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
