package io.assetota.server.store;

import io.assetota.core.AssetException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The database file. Any number of readers, one writer at a time: a machine's worth of devices
 * needs no more, and no decision is ever made on something that another thread is about to change.
 */
public final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 32;
  private static final int SECONDS_TO_WAIT = 20;

  /**
   * Something to do with the database.
   *
   * @param <T> its result
   */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it; whatever it throws undoes what it wrote. */
    T run(Sql sql) throws IOException, SQLException;
  }

  /** Something to do that has no result. */
  @FunctionalInterface
  public interface Change {
    /** Does it; whatever it throws undoes what it wrote. */
    void run(Sql sql) throws IOException, SQLException;
  }

  private final JdbcConnectionPool pool;
  private final ReentrantLock writing = new ReentrantLock();

  private final FolderLock lock;

  private Database(JdbcConnectionPool pool, FolderLock lock) {
    this.pool = pool;
    this.lock = lock;
  }

  /**
   * Opens the database in a folder, makes it if there is none, and brings its tables up to date.
   */
  public static Database open(Path folder) throws IOException {
    FolderLock lock = FolderLock.take(folder);
    JdbcDataSource source = new JdbcDataSource();
    // Every commit goes to the file at once: a device is told "closed" once, and must be believed
    // after a power cut, too. Who ends the process closes the server, which still has to write
    // then:
    // the database must not close itself meanwhile. Nothing else may be set through this URL, and
    // nobody else connects.
    source.setURL(
        "jdbc:h2:file:"
            + folder.toAbsolutePath().resolve("server")
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0");
    source.setUser("server");
    JdbcConnectionPool pool = JdbcConnectionPool.create(source);
    pool.setMaxConnections(CONNECTIONS);
    pool.setLoginTimeout(SECONDS_TO_WAIT);
    Database database = new Database(pool, lock);
    try {
      database.write(Migrations::run);
      return database;
    } catch (IOException e) {
      database.close();
      throw new AssetException(
          "The database in " + folder + " can't be opened: " + e.getMessage(), e);
    }
  }

  /** Reads. What it sees may be a moment old. */
  public <T> T read(Work<T> work) throws IOException {
    try (Connection connection = pool.getConnection()) {
      return work.run(new Sql(connection));
    } catch (SQLException e) {
      throw new AssetException("The database failed to read: " + e.getMessage(), e);
    }
  }

  /** Writes, all or nothing. */
  public <T> T compute(Work<T> work) throws IOException {
    writing.lock();
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        T result = work.run(new Sql(connection));
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new AssetException("The database failed to write: " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }

  /** Writes, all or nothing, without a result. */
  public void write(Change change) throws IOException {
    compute(
        sql -> {
          change.run(sql);
          return true;
        });
  }

  @Override
  public void close() throws IOException {
    pool.dispose();
    lock.close();
  }
}
