package io.assetota.server.fleet.audit;

import io.assetota.core.model.Printable;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what. Entries are only added, which the database itself holds. An entry is written before
 * anything is done, and how it ended afterwards: so nothing happens without one, wherever the
 * server ends.
 */
public final class AuditTrail {
  private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

  /** The most characters of a text of an entry. */
  private static final int MAX_TEXT = 128;

  private static final int MAX_DETAILS = 512;

  private final Database database;
  private final InstantSource clock;
  private final Refusals refusals;

  /** The trail in a database. */
  public AuditTrail(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    refusals = new Refusals(clock);
  }

  /**
   * Writes down what somebody is about to do.
   *
   * @return the number of the entry
   */
  public long begins(Actor actor, String action, String target) throws IOException {
    return database.compute(sql -> insert(sql, actor, action, target));
  }

  /** Writes down how it ended. If that fails, the entry stays without an end. */
  public void ends(long entry, int status, String details) {
    try {
      database.write(sql -> end(sql, entry, status, details));
    } catch (IOException e) {
      log.warn(
          "Can't write down that entry {} of the audit trail ended with status {}: {}",
          entry,
          status,
          e.getMessage());
      log.debug("The failure", e);
    }
  }

  /**
   * Writes down something that changes nothing, such as a login. If that fails, the log has it: on
   * a full disk, somebody has to be able to look.
   */
  public void note(Actor actor, String action, String target, int status, String details) {
    try {
      database.write(sql -> end(sql, insert(sql, actor, action, target), status, details));
    } catch (IOException e) {
      log.warn(
          "Not in the audit trail: {} of {} from {}, status {}: {}",
          action,
          actor.operator(),
          actor.address(),
          status,
          e.getMessage());
      log.debug("The failure", e);
    }
  }

  /**
   * Writes down that somebody was not let in, or may not do something. A stranger can do that as
   * often as it likes, so only some are written; the next entry tells how many were not.
   */
  public void refused(Actor actor, String action, String target, int status) {
    OptionalInt left = refusals.take();
    if (left.isPresent()) {
      String more = left.getAsInt() == 0 ? "" : left.getAsInt() + " more before are not listed";
      note(actor, action, target, status, more);
    }
  }

  private long insert(Sql sql, Actor actor, String action, String target) throws SQLException {
    return sql.insert(
        "INSERT INTO audit (at, operator, credential, address, action, target)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        clock.instant(),
        text(actor.operator(), MAX_TEXT),
        text(actor.credential(), MAX_TEXT),
        text(actor.address(), MAX_TEXT),
        text(action, MAX_TEXT),
        text(target, MAX_TEXT));
  }

  private static void end(Sql sql, long entry, int status, String details) throws SQLException {
    sql.update(
        "INSERT INTO audit_outcome (audit_id, status, details) VALUES (?, ?, ?)",
        entry,
        status,
        text(details, MAX_DETAILS));
  }

  private static String text(String text, int max) {
    return Printable.line(text.length() <= max ? text : text.substring(0, max - 1) + "…");
  }

  /** Lists entries, the newest first. */
  public List<AuditEntry> list(AuditQuery query, int limit) throws IOException {
    StringBuilder where = new StringBuilder("WHERE audit.id < ?");
    List<Object> values = new ArrayList<>(List.of(query.before()));
    add(where, values, "operator", query.operator());
    add(where, values, "action", query.action());
    add(where, values, "target", query.target());
    values.add(limit);
    return database.read(
        sql ->
            sql.list(
                "SELECT audit.*, status, details FROM audit LEFT JOIN audit_outcome"
                    + " ON audit_id = audit.id "
                    + where
                    + " ORDER BY audit.id DESC LIMIT ?",
                AuditTrail::read,
                values.toArray()));
  }

  /** The column is one of ours; only values come from outside. */
  private static void add(StringBuilder where, List<Object> values, String column, String wanted) {
    if (!wanted.isEmpty()) {
      where.append(" AND ").append(column).append(" = ?");
      values.add(wanted);
    }
  }

  private static AuditEntry read(ResultSet row) throws SQLException {
    int status = row.getInt("status");
    boolean isOpen = row.wasNull();
    String details = row.getString("details");
    return new AuditEntry(
        row.getLong("id"),
        Sql.instant(row, "at").orElseThrow(),
        new Actor(row.getString("operator"), row.getString("credential"), row.getString("address")),
        row.getString("action"),
        row.getString("target"),
        isOpen ? OptionalInt.empty() : OptionalInt.of(status),
        details == null ? "" : details);
  }
}
