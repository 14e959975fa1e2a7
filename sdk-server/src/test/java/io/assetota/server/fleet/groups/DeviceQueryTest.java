package io.assetota.server.fleet.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.server.fleet.groups.DeviceQuery.Condition;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about devices, asked of a real database. */
class DeviceQueryTest {
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void makeDevices() throws IOException {
    database = Database.open(folder.resolve("data"));
    database.write(
        sql -> {
          for (String device : List.of("gw-1", "gw-2", "gw-[3]", "pump")) {
            sql.update("INSERT INTO device (id, created) VALUES (?, 1)", device);
          }
          sql.update("UPDATE device SET platform = 'linux' WHERE id <> 'pump'");
          for (String tag : List.of("gw-1 lab", "gw-1 line-1", "gw-2 line-2")) {
            int blank = tag.indexOf(' ');
            sql.update(
                "INSERT INTO device_tag VALUES (?, ?, 'OPERATOR', TRUE)",
                tag.substring(0, blank),
                tag.substring(blank + 1));
          }
          sql.update("INSERT INTO device_attribute VALUES ('gw-1', 'app.version', '5')");
          sql.update("INSERT INTO device_attribute VALUES ('gw-2', 'app.version', '6; beta')");
        });
  }

  @AfterEach
  void close() throws IOException {
    database.close();
  }

  private List<String> ask(String query) throws IOException {
    Condition condition = DeviceQuery.parse(query).condition();
    return database.read(
        sql ->
            sql.list(
                "SELECT id FROM device WHERE " + condition.sql() + " ORDER BY id",
                row -> row.getString(1),
                condition.values().toArray()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id==gw-1 | gw-1",
        "id==gw-* | gw-1 gw-2 gw-[3]",
        "id==*[3]* | gw-[3]",
        "id==gw-? | ''",
        "id!=gw-* | pump",
        "controllerId==pump | pump",
        "platform==linux | gw-1 gw-2 gw-[3]",
        "platform!=linux | pump",
        "tag==lab | gw-1",
        "tag==line-* | gw-1 gw-2",
        "tag!=lab;platform==linux | gw-2 gw-[3]",
        "tag==lab,tag==line-2 | gw-1 gw-2",
        "tag==lab,tag==line-2;id==gw-1 | gw-1",
        "attribute.app.version==5 | gw-1",
        "attribute.app.version=='6; beta' | gw-2",
        "attribute.app.version==\"6*\" | gw-2",
        "attribute.app.version!=5 ; id==gw-* | gw-2 gw-[3]",
        "id==\"' OR 1=1 --\" | ''"
      })
  void findsDevices(String query, String devices) throws IOException {
    assertThat(String.join(" ", ask(query))).isEqualTo(devices);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "lab",
        "tag=lab",
        "tag==",
        "==lab",
        "tag==lab;",
        ",tag==lab",
        "(tag==lab)",
        "colour==red",
        "attribute.==5",
        "tag=='lab",
        "tag==a b",
        "tag==a'b'",
        "id==gw-1) OR (1==1"
      })
  void whatMakesNoSenseIsRefused(String query) {
    assertThatThrownBy(() -> DeviceQuery.parse(query)).isInstanceOf(RefusedException.class);
  }

  @Test
  void itIsBounded() {
    assertThatThrownBy(() -> DeviceQuery.parse("tag==a;".repeat(32) + "tag==a"))
        .hasMessageContaining("32 terms");
    assertThatThrownBy(() -> DeviceQuery.parse("tag==" + "a".repeat(1100)))
        .hasMessageContaining("1024 characters");
  }

  @Test
  void itNamesItsTags() throws RefusedException {
    assertThat(DeviceQuery.parse("tag==lab;id==x,tag!='out',tag==l*").tags())
        .containsExactly("lab", "out");
  }
}
