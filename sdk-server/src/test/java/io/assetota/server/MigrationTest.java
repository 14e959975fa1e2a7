package io.assetota.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.assetota.server.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of earlier versions of the server, as those made them. */
class MigrationTest {
  @TempDir Path folder;
  private Path data;
  private long id;

  @BeforeEach
  void publish() throws IOException {
    data = folder.resolve("data");
    try (TestServer server = TestServer.start(data)) {
      id = server.server.publish(TestBundles.small(folder, 1)).id();
    }
  }

  /** Puts a database of an earlier version in place, with the release and what else there was. */
  private void makeVersion(int version, String... more) throws IOException, SQLException {
    Path now = Files.move(data.resolve("server.db"), folder.resolve("now.db"));
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("server.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE schema_version (version INTEGER PRIMARY KEY) STRICT");
      for (int step = 1; step <= version; step++) {
        String script = script(step);
        for (String line : Splitter.on(";\n").trimResults().omitEmptyStrings().split(script)) {
          statement.execute(line);
        }
        statement.execute("INSERT INTO schema_version VALUES (" + step + ")");
      }
      statement.execute("ATTACH '" + now + "' AS now");
      String columns =
          "id, name, version, platform, application_sha256, application_size, size, sha256, sha1,"
              + " md5, created, deleted";
      statement.execute(
          "INSERT INTO release (" + columns + ") SELECT " + columns + " FROM now.release");
      for (String line : more) {
        statement.execute(line);
      }
    }
  }

  private List<String> rows(String query) throws IOException {
    try (Database database = Database.open(data)) {
      return database.read(sql -> sql.list(query, row -> row.getString(1)));
    }
  }

  @Test
  void releasesOfTheFirstVersionAreShown() throws IOException, SQLException {
    makeVersion(1);
    try (TestServer server = TestServer.start(data)) {
      String page = ConsoleClient.loggedIn(server).get("/releases/" + id).body();
      assertThat(page).contains("kiosk.jar").doesNotContain("of the application,");
    }
  }

  @Test
  void rolloutsWithFirstDevicesBecomeTwoWaves() throws IOException, SQLException {
    String columns =
        "INSERT INTO rollout (id, release_id, device_id, mode, consent, canaries, hold,"
            + " max_failures, origin, stage, state, reason, settled, created) VALUES (";
    String action =
        "INSERT INTO action (id, rollout_id, release_id, device_id, state, active, revision,"
            + " statuses, bytes_sent, created, updated) VALUES (";
    makeVersion(
        2,
        "INSERT INTO device (id, created) VALUES ('a', 1), ('b', 1), ('c', 1)",
        columns
            + "1, 1, NULL, 'FORCED', 'NOT_NEEDED', 2, 'NONE', '20%', 'ROLLOUT', 'ALL', 'RUNNING',"
            + " '', TRUE, 5)",
        columns
            + "2, 1, NULL, 'FORCED', 'NOT_NEEDED', 1, 'NONE', '3', 'ROLLOUT', 'CANARY', 'PAUSED',"
            + " 'why', TRUE, 6)",
        columns
            + "3, 1, 'a', 'SOFT', 'NOT_NEEDED', 0, 'NONE', '20%', 'ROLLOUT', 'ALL', 'DONE', '',"
            + " TRUE, 7)",
        action + "10, 1, 1, 'c', 'FINISHED', FALSE, 0, 0, 0, 5, 5)",
        action + "11, 1, 1, 'a', 'FINISHED', FALSE, 0, 0, 0, 5, 5)",
        action + "12, 1, 1, 'b', 'PENDING', TRUE, 0, 0, 0, 5, 5)",
        action + "13, 2, 1, 'a', 'ERROR', FALSE, 0, 0, 0, 6, 6)",
        action + "14, 3, 1, 'a', 'FINISHED', FALSE, 0, 0, 0, 7, 7)");
    assertThat(rows("SELECT id || ' ' || target || ' ' || wave FROM rollout ORDER BY id"))
        .containsExactly("1 ALL 1", "2 ALL 0", "3 ONE 0");
    assertThat(
            rows(
                "SELECT rollout_id || ' ' || position || ' ' || size || ' ' || max_failures"
                    + " FROM rollout_wave ORDER BY rollout_id, position"))
        .containsExactly("1 0 2 1", "1 1 rest 20%", "2 0 1 1", "2 1 rest 3", "3 0 rest 20%");
    assertThat(rows("SELECT id || ' ' || wave FROM action ORDER BY id"))
        .containsExactly("10 0", "11 0", "12 1", "13 0", "14 0");
  }

  private static String script(int step) throws IOException {
    try (InputStream in = Database.class.getResourceAsStream("schema/" + step + ".sql")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
