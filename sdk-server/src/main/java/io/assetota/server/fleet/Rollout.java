package io.assetota.server.fleet;

import io.assetota.server.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A release on its way to one or all devices.
 *
 * @param id its number
 * @param releaseId what
 * @param deviceId one device; empty for all
 * @param mode how much say the device has
 * @param confirm whether the device's owner has to agree first
 * @param window when devices may install
 * @param canaries how many go first
 * @param hold whether to wait for a person after them
 * @param maxFailures how many failures pause it
 * @param before what had ended when a person last let it go on, and doesn't count any more
 * @param stage who may have it by now
 * @param state whether it goes on
 * @param reason why it is paused; else empty
 * @param created when it began
 */
public record Rollout(
    long id,
    long releaseId,
    Optional<String> deviceId,
    UpdateMode mode,
    boolean confirm,
    Optional<MaintenanceWindow> window,
    int canaries,
    boolean hold,
    FailureLimit maxFailures,
    Ended before,
    Stage stage,
    State state,
    String reason,
    Instant created) {
  /**
   * Updates that have ended.
   *
   * @param failed how many failed
   * @param finished how many succeeded
   */
  public record Ended(long failed, long finished) {}

  /** Who may have it by now. */
  public enum Stage {
    /** The first few. */
    CANARY,
    /** All. */
    ALL
  }

  /** Whether it goes on. */
  public enum State {
    /** It does. */
    RUNNING,
    /** Nothing new begins. */
    PAUSED,
    /** A person ended it. */
    CANCELED,
    /** A later one for all took its place. */
    REPLACED,
    /** Its one device is done. */
    DONE
  }

  static final String COLUMNS =
      "id, release_id, device_id, mode, confirm, window_start, window_minutes, window_zone,"
          + " canaries, hold, max_failures, failed_before, finished_before, stage, state, reason,"
          + " created";

  static Rollout read(ResultSet row) throws SQLException {
    String zone = row.getString("window_zone");
    return new Rollout(
        row.getLong("id"),
        row.getLong("release_id"),
        Optional.ofNullable(row.getString("device_id")),
        UpdateMode.valueOf(row.getString("mode")),
        row.getBoolean("confirm"),
        zone == null
            ? Optional.empty()
            : Optional.of(
                new MaintenanceWindow(
                    LocalTime.ofSecondOfDay(row.getInt("window_start")),
                    row.getInt("window_minutes"),
                    ZoneId.of(zone))),
        row.getInt("canaries"),
        row.getBoolean("hold"),
        limit(row.getString("max_failures")),
        new Ended(row.getLong("failed_before"), row.getLong("finished_before")),
        Stage.valueOf(row.getString("stage")),
        State.valueOf(row.getString("state")),
        row.getString("reason"),
        Sql.instant(row, "created").orElseThrow());
  }

  private static FailureLimit limit(String text) throws SQLException {
    try {
      return FailureLimit.parse(text);
    } catch (RefusedException e) {
      throw new SQLException("the database has a limit that makes no sense", e);
    }
  }

  /** Tells whether a person can still do something about it. */
  public boolean isOpen() {
    return state == State.RUNNING || state == State.PAUSED;
  }
}
