package io.assetota.server.fleet.rules;

/**
 * How many updates of a rollout have ended.
 *
 * @param failed how many failed
 * @param finished how many succeeded
 */
public record Ended(long failed, long finished) {
  /** Returns those that have ended since. */
  public Ended since(Ended earlier) {
    return new Ended(failed - earlier.failed, finished - earlier.finished);
  }

  /** Returns how many have ended in all. */
  public long total() {
    return failed + finished;
  }
}
