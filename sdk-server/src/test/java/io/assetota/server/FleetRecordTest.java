package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSortedSet;
import io.assetota.core.model.AssetException;
import io.assetota.server.FleetRecord.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a data folder tells of its fleet, also while a server uses it. */
class FleetRecordTest {
  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void name() {
    data = folder.resolve("data");
  }

  @Test
  void tellsWhatARunningServerHas() throws IOException {
    try (TestServer server = TestServer.start(data)) {
      PublishedRelease first = server.server.publish(TestBundles.small(folder, 1));
      PublishedRelease second = server.server.publish(TestBundles.small(folder, 2));
      server.server.createDevice("own");
      server.get(base("gw-1"));
      server.put(base("gw-1") + "/configData", "{\"data\":{\"tags\":\"lab,line-2\"}}");
      ConsoleClient client = ConsoleClient.loggedIn(server);
      client.submitAndFollow("/devices/gw-1/tags", "add", "eu", "remove", "line-2");
      server.server.assign(first, "gw-1");
      String action = server.begin("gw-1");
      assertThat(server.feedback("gw-1", action, "closed", "success")).isEqualTo(200);
      server.get(base("gw-2"));
      server.put(
          base("gw-2") + "/installedBase",
          "{\"name\":\"" + second.name() + "\",\"version\":\"" + second.version() + "\"}");
      client.submitAndFollow("/releases/" + second.id() + "/block", "reason", "drains the battery");

      FleetRecord record = FleetRecord.read(data);

      assertThat(record.devices())
          .containsExactly(
              new Device(
                  "gw-1", ImmutableSortedSet.of("eu", "lab"), false, OptionalLong.of(first.id())),
              new Device("gw-2", ImmutableSortedSet.of(), false, OptionalLong.of(second.id())),
              new Device("own", ImmutableSortedSet.of(), true, OptionalLong.empty()));
      assertThat(record.releases()).hasSize(2);
      assertThat(record.releases().get(0).published()).isEqualTo(first);
      assertThat(record.releases().get(0).blockedReason()).isEmpty();
      assertThat(record.releases().get(0).file()).hasSize(first.size());
      assertThat(record.releases().get(1).blockedReason())
          .isEqualTo(Optional.of("drains the battery"));
      assertThat(record.gatewayTokens()).hasSize(1);
      assertThat(record.opensForGateways(TestServer.GATEWAY_TOKEN)).isTrue();
      assertThat(record.opensForGateways(TestServer.OPERATOR_TOKEN)).isFalse();
      // The server goes on.
      assertThat(server.get(base("gw-3"))).isNotEmpty();
    }
    FleetRecord afterwards = FleetRecord.read(data);
    assertThat(afterwards.devices()).extracting(Device::id).contains("gw-3");
    TestServer.start(data).close();
  }

  @Test
  void aDeletedReleaseIsNotInIt() throws IOException {
    try (TestServer server = TestServer.start(data)) {
      PublishedRelease release = server.server.publish(TestBundles.small(folder, 1));
      server.get(base("gw"));
      server.server.assign(release, "gw");
      assertThat(server.feedback("gw", server.begin("gw"), "closed", "success")).isEqualTo(200);
      ConsoleClient.loggedIn(server).submitAndFollow("/releases/" + release.id() + "/delete");
      FleetRecord record = FleetRecord.read(data);
      assertThat(record.releases()).isEmpty();
      assertThat(record.devices().get(0).installed()).isEmpty();
    }
  }

  @Test
  void aFolderOfSomethingElseIsRefused() throws IOException {
    assertThatThrownBy(() -> FleetRecord.read(data))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("is no data folder of an update server");
    Files.createDirectory(data);
    for (String content : new String[] {"", "no database", "SQLite format 3\0and then nothing"}) {
      Path file = Files.writeString(data.resolve("server.db"), content);
      assertThatThrownBy(() -> FleetRecord.read(data)).hasMessageContaining(file.toString());
      assertThat(file).hasContent(content);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UPDATE schema_version SET version = 99 WHERE version = 4, of version 99.*newer program",
    "DELETE FROM schema_version WHERE version = 4, of version 3.*start 'asset-ota serve'",
    "DROP TABLE schema_version, no database of an update server"
  })
  void anotherVersionIsRefused(String change, String message) throws IOException, SQLException {
    TestServer.start(data).close();
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + data.resolve("server.db"))) {
      connection.createStatement().execute(change);
    }
    assertThatThrownBy(() -> FleetRecord.read(data))
        .isInstanceOf(AssetException.class)
        .hasMessageMatching("(?s).*server\\.db.*" + message + ".*");
  }
}
