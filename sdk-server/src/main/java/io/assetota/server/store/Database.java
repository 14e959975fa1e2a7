package io.assetota.server.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.assetota.core.model.AssetException;
import io.assetota.server.store.Connector.Use;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The database file. It has some readers and one writer at a time, which don't wait for each other.
 * That is enough for the devices of one server, and no decision rests on something that another
 * thread changes meanwhile.
 */
public final class Database implements AutoCloseable {
  private static final int READERS = 4;
  private static final int SECONDS_TO_WAIT = 20;

  /** With less free space than this, a failure of the disk means that it is full. */
  private static final long FULL = 64 * 1024;

  /**
   * Something to do with the database.
   *
   * @param <T> its result
   */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. If it throws, what it wrote is undone. */
    T run(Sql sql) throws IOException, SQLException;
  }

  /** Something to do that has no result. */
  @FunctionalInterface
  public interface Change {
    /** Does it; whatever it throws undoes what it wrote. */
    void run(Sql sql) throws IOException, SQLException;
  }

  private final Path file;
  private final FolderLock lock;
  private final Writer writer;
  private final BlockingQueue<Sql> readers = new ArrayBlockingQueue<>(READERS);

  private Database(Path file, FolderLock lock, Writer writer) {
    this.file = file;
    this.lock = lock;
    this.writer = writer;
  }

  /**
   * Opens the database in a folder, or creates it in an empty one, and brings its tables up to
   * date.
   */
  public static Database open(Path folder) throws IOException {
    return open(folder, Opening.USUAL, Connector.sqlite());
  }

  /**
   * Opens the database in a folder.
   *
   * @param folder created if it is missing, but not its parents
   * @param opening what may be in it
   * @param connector opens connections
   * @throws AssetException if another server uses the folder, if it is not a server's and not
   *     empty, or if the database is damaged or too new
   */
  public static Database open(Path folder, Opening opening, Connector connector)
      throws IOException {
    DataFolder data = DataFolder.prepare(folder, opening);
    FolderLock lock = FolderLock.take(folder);
    boolean opened = false;
    try {
      Database database = open(data, folder, lock, connector);
      opened = true;
      return database;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static Database open(DataFolder data, Path folder, FolderLock lock, Connector connector)
      throws IOException {
    Path file = data.database();
    if (!Files.exists(file)) {
      Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE), OwnerOnly.file(file)).close();
    }
    try {
      Database database = new Database(file, lock, new Writer(connector, file));
      boolean migrated = false;
      try {
        database.write(sql -> Migrations.run(sql, data));
        data.restrict();
        for (int i = 0; i < READERS; i++) {
          database.readers.add(new Sql(connector.connect(file, Use.READ)));
        }
        migrated = true;
        return database;
      } finally {
        if (!migrated) {
          database.close();
        }
      }
    } catch (SQLException e) {
      throw damaged(folder, explain(e, file));
    } catch (DatabaseException e) {
      throw damaged(folder, e);
    }
  }

  private static AssetException damaged(Path folder, IOException e) {
    return new AssetException(
        "The database in "
            + folder
            + " can't be opened: "
            + e.getMessage()
            + ". If it is damaged, put a copy of it back; or move it elsewhere and start once with"
            + " --restore",
        e);
  }

  /** Reads. It sees the last commit. */
  public <T> T read(Work<T> work) throws IOException {
    Sql sql = take();
    try {
      return work.run(sql);
    } catch (SQLException e) {
      throw explain(e, file);
    } finally {
      readers.add(sql);
    }
  }

  private Sql take() throws IOException {
    try {
      Sql sql = readers.poll(SECONDS_TO_WAIT, TimeUnit.SECONDS);
      if (sql == null) {
        throw new DatabaseException("it is closed, or overloaded", null);
      }
      return sql;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the database");
    }
  }

  /** Writes in a transaction, which is on the disk when this returns. */
  public <T> T compute(Work<T> work) throws IOException {
    try {
      return writer.write(work);
    } catch (SQLException e) {
      throw explain(e, file);
    }
  }

  /** Writes in a transaction, without a result. */
  public void write(Change change) throws IOException {
    compute(
        sql -> {
          change.run(sql);
          return true;
        });
  }

  private static IOException explain(SQLException failure, Path file) {
    if (failure instanceof SQLiteException e) {
      Path folder = file.toAbsolutePath().getParent();
      boolean full = e.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
      boolean disk = e.getResultCode().name().startsWith("SQLITE_IOERR");
      if (full || (disk && folder != null && DiskFullException.isFull(folder, FULL))) {
        return new DiskFullException(failure);
      }
    }
    return new DatabaseException(String.valueOf(failure.getMessage()), failure);
  }

  /** The length of its files in bytes, with what is not in the main one yet. */
  public long size() throws IOException {
    long size = Files.size(file);
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    try {
      return size + Files.size(log);
    } catch (NoSuchFileException e) {
      return size;
    }
  }

  /** Waits for the writer, and closes it. It may be called again. */
  @Override
  public void close() throws IOException {
    try {
      writer.close();
      for (Sql reader = readers.poll(); reader != null; reader = readers.poll()) {
        reader.close();
      }
    } catch (SQLException e) {
      throw explain(e, file);
    } finally {
      lock.close();
    }
  }
}
