package io.assetota.server;

import io.assetota.server.store.Connector;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Counts the operations on files and the statements of a server, and lets one of them fail. */
public final class Faults {
  /** The process is dead: nothing catches this for good, and nothing works from here on. */
  public static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** How an operation fails. */
  public enum Kind {
    /** The process goes on. */
    FAILURE,
    /** The process is gone. */
    POWER_CUT
  }

  private final List<Connection> connections = new ArrayList<>();
  private final Kind kind;
  private final int at;
  private final AtomicReference<Runnable> afterCommit;
  private String full = "";
  private int operations;
  private boolean dead;

  public Faults(Kind kind, int at) {
    this(kind, at, new AtomicReference<>(() -> {}));
  }

  /** Runs something after each commit, too. */
  Faults(Kind kind, int at, AtomicReference<Runnable> afterCommit) {
    this.kind = kind;
    this.at = at;
    this.afterCommit = afterCommit;
  }

  /** From now on there is no room for operations of this name. */
  synchronized void fill(String what) {
    full = what;
  }

  /** Lets nothing fail. */
  public static Faults none() {
    return new Faults(Kind.FAILURE, Integer.MAX_VALUE);
  }

  public synchronized int operations() {
    return operations;
  }

  synchronized void file(String what) throws IOException {
    if (isNow() || what.equals(full)) {
      throw new IOException("No space left on device (injected into " + what + ")");
    }
  }

  private synchronized void statement(Object what) throws SQLException {
    if (isNow()) {
      throw new SQLException("injected into " + what);
    }
  }

  private boolean isNow() {
    operations++;
    if (dead || (kind == Kind.POWER_CUT && operations == at)) {
      dead = true;
      throw new PowerCut();
    }
    return operations == at;
  }

  /** What connects to the real database, whose statements fail when told. */
  public Connector connector() {
    return (file, use) -> {
      Connection real = Connector.sqlite().connect(file, use);
      try (Statement statement = real.createStatement()) {
        // What a real power cut does to a database is its own matter.
        statement.execute("PRAGMA synchronous = OFF");
      }
      synchronized (this) {
        connections.add(real);
      }
      return proxy(Connection.class, real, "");
    };
  }

  private <T> T proxy(Class<T> type, T real, Object text) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              if (method.getName().startsWith("execute")) {
                statement(args == null ? text : args[0]);
              }
              try {
                Object result = method.invoke(real, args);
                if (args != null && args.length > 0 && "COMMIT".equals(args[0])) {
                  afterCommit.get().run();
                }
                if (result instanceof PreparedStatement prepared) {
                  return proxy(PreparedStatement.class, prepared, args[0]);
                }
                return result instanceof Statement made && type == Connection.class
                    ? proxy(Statement.class, made, "")
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Lets go of the files of a process that is dead. */
  public void closeConnections() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
