package io.assetota.server.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/** Connects to the database file. A port, so that tests can let any statement fail. */
@FunctionalInterface
public interface Connector {
  /** What a connection is for. */
  enum Use {
    /** Only to read. */
    READ,
    /** To read and write. */
    WRITE
  }

  /** Opens a connection. */
  Connection connect(Path file, Use use) throws SQLException;

  /**
   * Connects to a real file. The write-ahead log lets readers go on during a write. Each commit is
   * forced to the disk: a device is told once that its "closed" was taken, which has to be true
   * after a power cut, too.
   */
  static Connector sqlite() {
    return Connector::connectToFile;
  }

  private static Connection connectToFile(Path file, Use use) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    // Another program may read the file meanwhile.
    config.setBusyTimeout(20_000);
    // The log shrinks again after a long transaction.
    config.setJournalSizeLimit(16 << 20);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    if (use == Use.READ) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA query_only = ON");
      }
    }
    return connection;
  }
}
