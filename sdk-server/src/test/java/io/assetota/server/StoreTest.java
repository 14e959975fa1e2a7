package io.assetota.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.devices.AttributeMode;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.Rollout;
import io.assetota.server.fleet.rollouts.RolloutPlan;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.waves.Waves;
import io.assetota.server.store.BundleDisk;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.Connector;
import io.assetota.server.store.Database;
import io.assetota.server.store.DiskFullException;
import io.assetota.server.store.Opening;
import io.assetota.testing.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store under load, on a full disk, and with what strangers tell. */
class StoreTest {
  private static final int DEVICES = 1000;

  @TempDir Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private Database open(Connector connector) throws IOException {
    return Database.open(data(), Opening.USUAL, connector);
  }

  private Fleet fleet(Database database, BundleDisk disk) throws IOException {
    return Fleet.open(
        BundleFiles.open(data(), disk),
        Opening.USUAL,
        database,
        InstantSource.system(),
        new Random(1),
        BundleLimits.DEFAULT,
        1 << 20);
  }

  private Release publish(Fleet fleet, int version) throws IOException {
    try (InputStream in = Files.newInputStream(TestBundles.small(folder, version))) {
      return fleet.releases().publish(in, "", "");
    }
  }

  private static void register(Fleet fleet, int devices) throws IOException {
    for (int i = 0; i < devices; i++) {
      fleet.devices().register("gw-" + i);
    }
  }

  @Test
  void devicesWriteWhileARolloutBegins() throws Exception {
    AtomicReference<Runnable> atCommit = new AtomicReference<>(() -> {});
    try (Database database = open(new Faults(Faults.Kind.FAILURE, -1, atCommit).connector())) {
      Fleet fleet = fleet(database, BundleFiles.disk());
      Release release = publish(fleet, 1);
      register(fleet, DEVICES);
      AtomicLong assigned = new AtomicLong(-1);
      Thread device =
          new Thread(
              () -> {
                try {
                  assigned.set(database.compute(sql -> sql.number("SELECT COUNT(*) FROM action")));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      // When the rollout has written its row, a device comes, and waits for its turn.
      atCommit.set(
          () -> {
            atCommit.set(() -> {});
            device.start();
            Waiting.until("the device waits", () -> device.getState() == Thread.State.WAITING);
          });
      Rollout rollout = fleet.rollouts().start(RolloutPlan.forAll(release.id()));
      device.join();
      assertThat(assigned.get()).isBetween(0L, DEVICES - 1L);
      assertThat(fleet.rolloutReports().counts(rollout.id()))
          .isEqualTo(Map.of(ActionState.PENDING, DEVICES));
    }
  }

  @Test
  void aRolloutThatTheProcessDiedInGoesOnAtTheNextStart() throws IOException, SQLException {
    Faults counting = Faults.none();
    try (Database database = open(counting.connector())) {
      Fleet fleet = fleet(database, BundleFiles.disk());
      publish(fleet, 1);
      register(fleet, DEVICES);
    }
    // Some hundred devices have it by then.
    Faults faults = new Faults(Faults.Kind.POWER_CUT, 1500);
    Database dying = open(faults.connector());
    Fleet dyingFleet = fleet(dying, BundleFiles.disk());
    Release release = dyingFleet.releases().list().get(0);
    assertThatThrownBy(
            () ->
                dyingFleet
                    .rollouts()
                    .start(
                        RolloutPlan.forAll(release.id()).withWaves(Waves.first("900"), Hold.NONE)))
        .isInstanceOf(Faults.PowerCut.class);
    faults.closeConnections();
    dying.close();
    try (Database database = open(Connector.sqlite())) {
      Map<ActionState, Integer> before =
          database.read(
              sql -> Map.of(ActionState.PENDING, (int) sql.number("SELECT COUNT(*) FROM action")));
      assertThat(before.get(ActionState.PENDING)).isBetween(1, 899);
      Fleet fleet = fleet(database, BundleFiles.disk());
      fleet.rollouts().settle();
      assertThat(fleet.rolloutReports().counts(fleet.rollouts().list(1).get(0).id()))
          .isEqualTo(Map.of(ActionState.PENDING, 900));
    }
  }

  @Test
  void aFullDiskIsToldAndWhatIsThereCanBeRead() throws IOException {
    Faults faults = new Faults(Faults.Kind.FAILURE, -1);
    FaultyDisk disk = new FaultyDisk(faults);
    try (Database database = open(Connector.sqlite())) {
      Fleet fleet = fleet(database, disk);
      Release release = publish(fleet, 1);
      for (String what : List.of("create", "write", "force")) {
        faults.fill(what);
        assertThatThrownBy(() -> publish(fleet, 2))
            .as(what)
            .isInstanceOf(DiskFullException.class)
            .hasMessage("The server's disk is full: nothing was stored");
        faults.fill("");
        assertThat(data().resolve("incoming")).isEmptyDirectory();
        assertThat(fleet.releases().list()).containsExactly(release);
      }
      assertThat(publish(fleet, 2).version()).isEqualTo("2");
    }
  }

  /** SQLite's own limit, which it tells as it tells a full disk. */
  @Test
  void aDatabaseWithoutRoomIsToldAndCanBeRead() throws IOException {
    AtomicReference<Connection> writer = new AtomicReference<>();
    AtomicInteger pages = new AtomicInteger(1_000_000);
    Connector connector =
        (file, use) -> {
          Connection connection = Connector.sqlite().connect(file, use);
          if (use == Connector.Use.WRITE) {
            limit(connection, pages.get());
            writer.set(connection);
          }
          return connection;
        };
    try (Database database = open(connector)) {
      Fleet fleet = fleet(database, BundleFiles.disk());
      Release release = publish(fleet, 1);
      register(fleet, 3);
      pages.set(1);
      limit(writer.get(), 1);
      assertThatThrownBy(() -> register(fleet, 10_000)).isInstanceOf(DiskFullException.class);
      // Some fit into the rest of a page.
      assertThatThrownBy(
              () -> {
                for (int version = 2; version < 100; version++) {
                  publish(fleet, version);
                }
              })
          .isInstanceOf(DiskFullException.class);
      assertThat(fleet.releases().list()).contains(release);
      assertThat(data().resolve("bundles").toFile().list()).hasSameSizeAs(fleet.releases().list());
      assertThat(fleet.devices().find("gw-2")).isPresent();
      limit(writer.get(), 1_000_000);
      assertThat(publish(fleet, 100).version()).isEqualTo("100");
      fleet.devices().register("later");
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static void limit(Connection writer, int pages) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
  }

  @Test
  void workThatFailsUndoesNoOthers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try (Database database = open(Connector.sqlite())) {
      Fleet fleet = fleet(database, BundleFiles.disk());
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int n = i;
        results.add(
            threads.submit(
                () -> {
                  try {
                    database.write(
                        sql -> {
                          sql.update("INSERT INTO device (id, created) VALUES (?, 0)", "d" + n);
                          if (n % 3 == 0) {
                            throw new SQLException("on purpose");
                          }
                        });
                    return true;
                  } catch (IOException e) {
                    assertThat(e).hasMessageContaining("on purpose");
                    return false;
                  }
                }));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(results.get(i).get()).isEqualTo(i % 3 != 0);
        assertThat(fleet.devices().find("d" + i).isPresent()).isEqualTo(i % 3 != 0);
      }
    } finally {
      threads.shutdown();
    }
  }

  /** UTF-8 has no halves of characters, so that names which differ in them are the same. */
  @Test
  void attributesThatAreNoTextAreTaken() throws IOException {
    try (Database database = open(Connector.sqlite())) {
      Fleet fleet = fleet(database, BundleFiles.disk());
      fleet.devices().register("gw");
      assertThat(
              fleet
                  .reports()
                  .report(
                      "gw",
                      AttributeMode.REPLACE,
                      Map.of("\ud800", "1", "\ud801", "2", "a\0b", "\0", "\ufffe", "'); --"))
                  .isTaken())
          .isTrue();
      assertThat(fleet.reports().attributes("gw")).containsEntry("\ufffe", "'); --");
    }
  }
}
