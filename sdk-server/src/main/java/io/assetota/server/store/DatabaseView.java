package io.assetota.server.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.assetota.core.model.AssetException;
import io.assetota.server.store.Connector.Use;
import io.assetota.server.store.Database.Work;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Reads the database in a data folder once, also beside the server that uses it: it takes no lock
 * of the folder and changes no table.
 */
public final class DatabaseView {
  private static final byte[] BEGINNING = "SQLite format 3\0".getBytes(US_ASCII);

  private DatabaseView() {}

  /**
   * Reads one state of the database.
   *
   * @throws AssetException if the folder is none of a server, or its database is of another version
   *     than this server's, or damaged
   */
  public static <T> T of(Path folder, Work<T> work) throws IOException {
    Path file = folder.resolve(DataFolder.DATABASE);
    requireDatabase(folder, file);
    try {
      return read(file, work);
    } catch (AssetException e) {
      throw new AssetException(file + ": " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new AssetException(file + " can't be read: " + e.getMessage(), e);
    }
  }

  private static <T> T read(Path file, Work<T> work) throws IOException, SQLException {
    Sql sql = new Sql(Connector.sqlite().connect(file, Use.READ));
    try {
      // All queries see the same moment.
      sql.define("BEGIN");
      Migrations.requireLatest(sql);
      T result = work.run(sql);
      sql.define("COMMIT");
      return result;
    } finally {
      sql.close();
    }
  }

  /** To connect to anything else would create or convert it. */
  private static void requireDatabase(Path folder, Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new AssetException(
          folder
              + " is no data folder of an update server: it has no database "
              + DataFolder.DATABASE
              + ". It is the folder after --data of 'asset-ota serve'");
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(BEGINNING.length), BEGINNING)) {
        throw new AssetException(file + " is empty, or not the database of an update server");
      }
    }
  }
}
