package io.assetota.server.fleet.rules;

/**
 * How many updates of a rollout have ended.
 *
 * @param failed how many failed
 * @param finished how many succeeded
 */
public record Ended(long failed, long finished) {
  /**
   * Returns those that have ended since. A success may have become a failure meanwhile, and a
   * device may be forgotten: so there may be fewer than earlier.
   */
  public Ended since(Ended earlier) {
    return new Ended(
        Math.max(0, failed - earlier.failed), Math.max(0, finished - earlier.finished));
  }

  /** Returns how many have ended in all. */
  public long total() {
    return failed + finished;
  }
}
