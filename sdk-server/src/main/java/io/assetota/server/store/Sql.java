package io.assetota.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, which is used by one thread at a time. Values are always
 * parameters.
 */
public final class Sql {
  /** More than the server has. They are kept, since preparing takes most of the time. */
  private static final int PREPARED = 128;

  /**
   * Makes a value of a row.
   *
   * @param <T> the value
   */
  @FunctionalInterface
  public interface RowReader<T> {
    /** Reads the columns of the current row. It must not run other statements. */
    T read(ResultSet row) throws SQLException;
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);

  Sql(Connection connection) {
    this.connection = connection;
  }

  void close() throws SQLException {
    connection.close();
  }

  /** Returns all rows. */
  public <T> List<T> list(String query, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    return with(
        query,
        values,
        statement -> {
          List<T> rows = new ArrayList<>();
          try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
              rows.add(reader.read(result));
            }
          }
          return rows;
        });
  }

  /** Returns the first row. */
  public <T> Optional<T> first(String query, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    return with(
        query,
        values,
        statement -> {
          try (ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(reader.read(result)) : Optional.empty();
          }
        });
  }

  /** Returns the number in the first column of the first row. */
  public long number(String query, @Nullable Object... values) throws SQLException {
    return first(query, row -> row.getLong(1), values).orElse(0L);
  }

  /** Changes rows, and returns how many. */
  public int update(String statement, @Nullable Object... values) throws SQLException {
    return with(statement, values, PreparedStatement::executeUpdate);
  }

  /** Inserts a row, and returns the number that the database gave it. */
  public long insert(String statement, @Nullable Object... values) throws SQLException {
    update(statement, values);
    return number("SELECT last_insert_rowid()");
  }

  private <T> T with(String text, @Nullable Object[] values, Use<T> use) throws SQLException {
    PreparedStatement statement = prepared.get(text);
    if (statement == null) {
      statement = connection.prepareStatement(text);
      prepared.put(text, statement);
    }
    boolean done = false;
    try {
      bind(statement, values);
      T result = use.of(statement);
      done = true;
      return result;
    } finally {
      if (!done) {
        // Its state is unknown.
        prepared.remove(text);
        statement.close();
      } else if (prepared.size() > PREPARED) {
        Iterator<PreparedStatement> oldest = prepared.values().iterator();
        oldest.next().close();
        oldest.remove();
      }
    }
  }

  /** Runs a statement without values and result, for transactions and tables. */
  void define(String statement) throws SQLException {
    try (Statement once = connection.createStatement()) {
      once.execute(statement);
    }
  }

  /**
   * Compares a column with constants: {@code = 'A'}, or {@code IN ('A', 'B')}. As text, since a
   * partial index is only used for a value that stands in the query.
   */
  public static String is(Collection<? extends Enum<?>> constants) {
    String names =
        constants.stream().map(c -> "'" + c.name() + "'").collect(Collectors.joining(", "));
    return constants.size() == 1 ? "= " + names : "IN (" + names + ")";
  }

  /** Compares a column with constants. */
  public static String is(Enum<?>... constants) {
    return is(List.of(constants));
  }

  /** Reads an instant that may be missing. */
  public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof Instant instant) {
        value = instant.toEpochMilli();
      } else if (value instanceof Enum<?> constant) {
        value = constant.name();
      }
      statement.setObject(i + 1, value);
    }
  }
}
