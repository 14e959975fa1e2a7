package io.assetota.server.fleet;

import io.assetota.server.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;

/**
 * One device's part in a rollout.
 *
 * @param id its number, which the device sees
 * @param rolloutId the rollout
 * @param releaseId what to install
 * @param deviceId on what
 * @param state how far it is
 * @param revision grows with each change that the device has to see
 * @param statuses how many the device has sent
 * @param bytesSent of the bundle, over all requests
 * @param created when it was assigned
 * @param updated when its state last changed, or the device last told something
 */
public record Action(
    long id,
    long rolloutId,
    long releaseId,
    String deviceId,
    ActionState state,
    int revision,
    int statuses,
    long bytesSent,
    Instant created,
    Instant updated) {
  static final String COLUMNS =
      "action.id, action.rollout_id, action.release_id, action.device_id, action.state,"
          + " action.revision, action.statuses, action.bytes_sent, action.created, action.updated";

  static Action read(ResultSet row) throws SQLException {
    return new Action(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getString(4),
        ActionState.valueOf(row.getString(5)),
        row.getInt(6),
        row.getInt(7),
        row.getLong(8),
        Sql.instant(row, "created").orElseThrow(),
        Sql.instant(row, "updated").orElseThrow());
  }

  /** Returns a number that differs whenever the device has to look again. */
  public int changeMark() {
    return Objects.hash(id, revision, created.toEpochMilli()) & Integer.MAX_VALUE;
  }

  Action withBytesSent(long bytes) {
    return new Action(
        id, rolloutId, releaseId, deviceId, state, revision, statuses, bytes, created, updated);
  }
}
