package io.assetota.server.fleet.audit;

/**
 * Which entries to list.
 *
 * @param operator only those of this operator; empty for all
 * @param action only those with this action; empty for all
 * @param target only those with this target; empty for all
 * @param before only those with a smaller number
 */
public record AuditQuery(String operator, String action, String target, long before) {
  /** All of them, the newest first. */
  public static final AuditQuery ALL = new AuditQuery("", "", "", Long.MAX_VALUE);
}
