package io.assetota.server.fleet.operators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The operators. There is always an administrator who can log in or has a token. */
public final class Operators {
  /** Who was the only one before there were several, and whom options of the start mean. */
  public static final String ADMIN = "admin";

  /** So a name needs no escaping in links, pages and logs. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  private static final int MAX_OPERATORS = 1000;
  private static final int MARK = 16;

  /** What {@link #read} reads. */
  public static final String COLUMNS =
      "operator.id, operator.name, operator.role, operator.created, operator.password";

  private static final String SELECT = "SELECT " + COLUMNS + " FROM operator ";

  private final Database database;
  private final InstantSource clock;

  /** Those in a database. */
  public Operators(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Lists them by name. */
  public List<Operator> list() throws IOException {
    return database.read(sql -> sql.list(SELECT + "ORDER BY name", Operators::read));
  }

  /** Finds one by its name. */
  public Optional<Operator> find(String name) throws IOException {
    return database.read(sql -> find(sql, name));
  }

  /** Finds one by its number. */
  public Optional<Operator> find(long id) throws IOException {
    return database.read(sql -> sql.first(SELECT + "WHERE id = ?", Operators::read, id));
  }

  /** Adds one, which still has no password and no token. */
  public Operator add(String name, Role role) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new RefusedException(
          "An operator's name starts with a letter or digit, and has up to 64 letters, digits,"
              + " dots, @, dashes and underscores");
    }
    return database.compute(
        sql -> {
          if (find(sql, name).isPresent()) {
            throw new RefusedException("There is an operator " + name + " already");
          }
          if (sql.number("SELECT COUNT(*) FROM operator") >= MAX_OPERATORS) {
            throw new RefusedException("This server has its " + MAX_OPERATORS + " operators");
          }
          return insert(sql, name, role);
        });
  }

  /** Returns the administrator that options of the start mean, who comes back if it was removed. */
  public Operator admin() throws IOException {
    return database.compute(
        sql -> {
          Optional<Operator> known = find(sql, ADMIN);
          if (known.isEmpty()) {
            return insert(sql, ADMIN, Role.ADMINISTER);
          }
          sql.update(
              "UPDATE operator SET role = ? WHERE id = ?", Role.ADMINISTER, known.get().id());
          return find(sql, ADMIN).orElseThrow();
        });
  }

  /** Whether somebody can administer the server. */
  public boolean hasAdministrator() throws IOException {
    return database.read(sql -> administrators(sql) > 0);
  }

  private Operator insert(Sql sql, String name, Role role) throws SQLException {
    sql.update(
        "INSERT INTO operator (name, role, created) VALUES (?, ?, ?)", name, role, clock.instant());
    return find(sql, name).orElseThrow();
  }

  /** Removes one. Its tokens and sessions end at once. */
  public void remove(long id) throws IOException {
    database.write(
        sql -> {
          long before = administrators(sql);
          sql.update("DELETE FROM token WHERE operator_id = ?", id);
          sql.update("DELETE FROM operator WHERE id = ?", id);
          requireAdministrator(sql, before);
        });
  }

  /** Gives one another role, which counts at once. */
  public void change(long id, Role role) throws IOException {
    database.write(
        sql -> {
          long before = administrators(sql);
          sql.update("UPDATE operator SET role = ? WHERE id = ?", role, id);
          requireAdministrator(sql, before);
        });
  }

  /**
   * Refuses what would leave nobody who can administer the server.
   *
   * @param before how many {@link #administrators} there were
   */
  public static void requireAdministrator(Sql sql, long before)
      throws RefusedException, SQLException {
    if (before > 0 && administrators(sql) == 0) {
      throw new RefusedException(
          "This is the last administrator who has a password or a token: there must be another one"
              + " first");
    }
  }

  /** Counts the administrators who can log in or have a token. */
  public static long administrators(Sql sql) throws SQLException {
    return sql.number(
        "SELECT COUNT(*) FROM operator WHERE role = ? AND (password IS NOT NULL OR EXISTS"
            + " (SELECT 1 FROM token WHERE operator_id = operator.id))",
        Role.ADMINISTER);
  }

  /** Returns what is kept of a password. */
  public Optional<String> password(String name) throws IOException {
    return database.read(
        sql ->
            sql.first(
                "SELECT password FROM operator WHERE name = ? AND password IS NOT NULL",
                row -> row.getString(1),
                name));
  }

  /** Replaces what is kept of a password; all sessions of the operator end. */
  public void setPassword(String name, String password) throws IOException {
    database.write(
        sql -> sql.update("UPDATE operator SET password = ? WHERE name = ?", password, name));
  }

  private static Optional<Operator> find(Sql sql, String name) throws SQLException {
    return sql.first(SELECT + "WHERE name = ?", Operators::read, name);
  }

  /** Reads a row that begins with {@link #COLUMNS}. */
  public static Operator read(ResultSet row) throws SQLException {
    String password = row.getString(5);
    return new Operator(
        row.getLong(1),
        row.getString(2),
        Role.valueOf(row.getString(3)),
        Sql.instant(row, "created").orElseThrow(),
        password == null
            ? ""
            : Hashing.sha256().hashString(password, UTF_8).toString().substring(0, MARK));
  }
}
