package io.assetota.server.fleet.audit;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * Something that somebody did, or tried.
 *
 * @param id its number, which grows
 * @param at when it began
 * @param actor who did it
 * @param action what was done: {@code rollout.pause}
 * @param target to what: {@code 7}; or empty
 * @param status the HTTP status of the answer; empty if the server ended before it was known
 * @param details what came of it; or empty
 */
public record AuditEntry(
    long id,
    Instant at,
    Actor actor,
    String action,
    String target,
    OptionalInt status,
    String details) {
  private static final int FIRST_FAILURE = 400;

  /** Whether it was done, as far as that is known. */
  public boolean isDone() {
    return status.isPresent() && status.getAsInt() < FIRST_FAILURE;
  }
}
