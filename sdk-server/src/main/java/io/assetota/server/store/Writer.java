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
 * The one who writes. Work of many threads that has come meanwhile is committed together, because
 * to force it to the disk takes the most time; each is still done whole or not at all, and returns
 * when it is on the disk.
 */
final class Writer {
  private static final int TOGETHER = 64;

  private final Connector connector;
  private final Path file;

  /** Fair: who begins a rollout writes often, and devices have their turn in between. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final Queue<Task<?>> waiting = new ConcurrentLinkedQueue<>();
  private Sql sql;
  private boolean closed;

  Writer(Connector connector, Path file) throws SQLException {
    this.connector = connector;
    this.file = file;
    sql = new Sql(connector.connect(file, Use.WRITE));
  }

  /** Work of a thread that waits for it. All is read and written by whoever has the turn. */
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

  /** Returns when it is done, and on the disk. */
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
      // Nobody's is done: also theirs that had nothing to do with the failure.
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

  /** A connection that can't even undo is not used any more: its end undoes what it wrote. */
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
      // The next one to write fails, and tries again.
      failure.addSuppressed(e);
    }
  }

  /** Waits for who is writing, and ends it. */
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
