package io.assetota.server.fleet;

import io.assetota.server.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * An entry of an action's history.
 *
 * @param actionId the action
 * @param received when it was noted
 * @param execution what happened, in lower case
 * @param finished the result that came with it, in lower case
 * @param details messages for people
 */
public record ActionStatus(
    long actionId, Instant received, String execution, String finished, List<String> details) {
  static ActionStatus read(ResultSet row) throws SQLException {
    return new ActionStatus(
        row.getLong("action_id"),
        Sql.instant(row, "received").orElseThrow(),
        row.getString("execution"),
        row.getString("finished"),
        row.getString("details").lines().toList());
  }
}
