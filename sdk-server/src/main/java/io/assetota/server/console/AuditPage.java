package io.assetota.server.console;

import io.assetota.server.fleet.audit.AuditEntry;
import io.assetota.server.fleet.audit.AuditQuery;
import java.util.List;
import java.util.OptionalLong;

/**
 * Who did what.
 *
 * @param frame what is around the page
 * @param query which entries were asked for
 * @param entries the entries, the newest first
 * @param next the number before which older entries are; empty if these are the last
 */
record AuditPage(Frame frame, AuditQuery query, List<AuditEntry> entries, OptionalLong next) {
  /** The colour of what came of it. */
  static String colour(AuditEntry entry) {
    return entry.isDone() ? "good" : entry.status().isEmpty() ? "warn" : "bad";
  }

  /** What came of it. */
  static String result(AuditEntry entry) {
    if (entry.status().isEmpty()) {
      return "not known";
    }
    return entry.isDone() ? "done" : "refused (" + entry.status().getAsInt() + ")";
  }
}
