package io.assetota.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements on one connection. Values only ever go in as parameters. */
public final class Sql {
  /**
   * Makes a value of a row.
   *
   * @param <T> the value
   */
  @FunctionalInterface
  public interface RowReader<T> {
    /** Reads the columns of the current row. */
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Returns all rows. */
  public <T> List<T> list(String query, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      bind(statement, values);
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    }
  }

  /** Returns the first row. */
  public <T> Optional<T> first(String query, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      bind(statement, values);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? Optional.of(reader.read(result)) : Optional.empty();
      }
    }
  }

  /** Returns the number in the first column of the first row. */
  public long number(String query, @Nullable Object... values) throws SQLException {
    return first(query, row -> row.getLong(1), values).orElse(0L);
  }

  /** Changes rows, and returns how many. */
  public int update(String statement, @Nullable Object... values) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      bind(prepared, values);
      return prepared.executeUpdate();
    }
  }

  /** Inserts a row, and returns the number that the database gave it. */
  public long insert(String statement, @Nullable Object... values) throws SQLException {
    try (PreparedStatement prepared =
        connection.prepareStatement(statement, Statement.RETURN_GENERATED_KEYS)) {
      bind(prepared, values);
      prepared.executeUpdate();
      try (ResultSet keys = prepared.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  /** Reads an instant that may be missing. */
  public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
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
