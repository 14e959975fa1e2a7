package io.assetota.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;

/**
 * Brings the tables up to date: each step is a numbered resource that never changes once released.
 */
final class Migrations {
  private static final int LATEST = 4;
  private static final Splitter STATEMENTS = Splitter.on(";\n").trimResults().omitEmptyStrings();

  private Migrations() {}

  static void run(Sql sql, DataFolder data) throws IOException, SQLException {
    if (sql.number("SELECT COUNT(*) FROM sqlite_schema") == 0) {
      // An empty database counts as none.
      data.requireUnused();
    }
    sql.define("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY) STRICT");
    long version = sql.number("SELECT MAX(version) FROM schema_version");
    if (version > LATEST) {
      throw new AssetException(
          "The database is of version "
              + version
              + ", and this server knows only up to "
              + LATEST
              + "; use the newer server that made it");
    }
    for (int step = (int) version + 1; step <= LATEST; step++) {
      for (String statement : STATEMENTS.split(script(step))) {
        sql.define(statement);
      }
      sql.update("INSERT INTO schema_version (version) VALUES (?)", step);
    }
  }

  /**
   * Requires the tables of this version, for one who only reads.
   *
   * @throws AssetException if they are of another
   */
  static void requireLatest(Sql sql) throws IOException, SQLException {
    long tables = sql.number("SELECT COUNT(*) FROM sqlite_schema WHERE name = ?", "schema_version");
    if (tables == 0) {
      throw new AssetException("it is no database of an update server");
    }
    long version = sql.number("SELECT MAX(version) FROM schema_version");
    if (version != LATEST) {
      throw new AssetException(
          "it is of version "
              + version
              + ", and this program reads version "
              + LATEST
              + (version < LATEST
                  ? ": start 'asset-ota serve' of this program once with that folder"
                  : ": use the newer program that made it"));
    }
  }

  private static String script(int step) throws IOException {
    try (InputStream in = Migrations.class.getResourceAsStream("schema/" + step + ".sql")) {
      if (in == null) {
        throw new AssetException("Step " + step + " of the schema is missing in this server");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
