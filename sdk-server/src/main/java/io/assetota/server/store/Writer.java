package io.assetota.server.store;

import io.assetota.server.store.Connector.Use;
import io.assetota.server.store.Database.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The only writer. It commits the waiting work of several threads together, since forcing a commit
 * to the disk takes most of the time. Each piece of work is still done as a whole or not at all,
 * and its call returns when it is on the disk.
 */
final class Writer {
  private static final int TOGETHER = 64;

  private final Connector connector;
  private final Path file;

  /** Fair: a rollout that begins writes often, and devices get their turn in between. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final Queue<Task<?>> waiting = new ConcurrentLinkedQueue<>();
  private Sql sql;
  private boolean closed;

  Writer(Connector connector, Path file) throws SQLException {
    this.connector = connector;
    this.file = file;
    sql = new Sql(connector.connect(file, Use.WRITE));
  }

  /** The work of a waiting thread. Only the thread that has the turn reads and writes it. */
  private static final class Task<T> {
    private final Work<T> work;
    private final List<T> results = new ArrayList<>();
    private Optional<Throwable> failure = Optional.empty();
    private boolean over;

    private Task(Work<T> work) {
      this.work = work;
    }

    void run(Sql sql) throws IOException, SQLException {
      results.add(work.run(sql));
    }

    void fail(Throwable why) {
      failure = Optional.of(why);
    }

    T result() throws IOException, SQLException {
      if (failure.isEmpty()) {
        return results.get(0);
      }
      Throwable why = failure.get();
      if (why instanceof IOException e) {
        throw e;
      } else if (why instanceof SQLException e) {
        throw e;
      } else if (why instanceof Error e) {
        throw e;
      }
      throw (RuntimeException) why;
    }
  }

  /** Does some work, and returns when it is on the disk. */
  <T> T write(Work<T> work) throws IOException, SQLException {
    Task<T> task = new Task<>(work);
    waiting.add(task);
    turn.lock();
    try {
      while (!task.over) {
        commit();
      }
    } finally {
      turn.unlock();
    }
    return task.result();
  }

  private void commit() {
    List<Task<?>> tasks = new ArrayList<>();
    for (Task<?> next; tasks.size() < TOGETHER && (next = waiting.poll()) != null; ) {
      tasks.add(next);
    }
    try {
      if (closed) {
        throw new DatabaseException("it is closed", null);
      }
      sql.define("BEGIN IMMEDIATE");
      for (Task<?> task : tasks) {
        run(task, tasks.size() > 1);
      }
      sql.define("COMMIT");
    } catch (IOException | SQLException | RuntimeException | Error e) {
      // Nothing of it is done, also of tasks that had no part in the failure.
      tasks.forEach(task -> task.fail(e));
      undo(e);
    }
    tasks.forEach(task -> task.over = true);
  }

  private void run(Task<?> task, boolean among) throws IOException, SQLException {
    if (!among) {
      task.run(sql);
      return;
    }
    sql.define("SAVEPOINT task");
    try {
      task.run(sql);
    } catch (IOException | SQLException | RuntimeException | Error e) {
      task.fail(e);
      sql.define("ROLLBACK TO task");
    }
    sql.define("RELEASE task");
  }

  /** A connection that can't roll back is not used any more: closing it undoes what it wrote. */
  private void undo(Throwable failure) {
    if (closed) {
      return;
    }
    try {
      sql.define("ROLLBACK");
    } catch (SQLException e) {
      failure.addSuppressed(e);
      reconnect(failure);
    }
  }

  private void reconnect(Throwable failure) {
    try {
      sql.close();
      sql = new Sql(connector.connect(file, Use.WRITE));
    } catch (SQLException e) {
      // The next write fails, and connects again.
      failure.addSuppressed(e);
    }
  }

  /** Waits for the current write, and closes the connection. */
  void close() throws SQLException {
    turn.lock();
    try {
      if (!closed) {
        closed = true;
        sql.close();
      }
    } finally {
      turn.unlock();
    }
  }
}
