package io.assetota.core.handler;

import io.assetota.core.model.AssetReference;
import java.time.Instant;

/**
 * The result of an asset with the handler that it is routed to.
 *
 * @param route the pattern of the route; empty for an asset that no route takes
 * @param asset the asset
 * @param outcome how it ended
 * @param attempts how often the handler was called for it, 0 or more
 * @param at when it ended
 * @param message what went wrong; empty if nothing did
 */
public record HandlerResult(
    String route, AssetReference asset, Outcome outcome, int attempts, Instant at, String message) {

  /** The outcome. */
  public enum Outcome {
    /** The handler took the asset. */
    SUCCEEDED,
    /** The handler took this very asset before and was not called. */
    UNCHANGED,
    /** The handler failed at every attempt. */
    FAILED,
    /** The work was cancelled before the handler succeeded. */
    CANCELLED,
    /** The handler was not called, as an asset that has to come first has failed. */
    SKIPPED,
    /** No route takes the asset. */
    UNROUTED
  }

  /**
   * Returns whether the assets can't be marked as handled because of this one.
   *
   * @return true after failure or cancellation, and for what had to wait for such a one
   */
  public boolean isOpen() {
    return outcome == Outcome.FAILED || outcome == Outcome.CANCELLED || outcome == Outcome.SKIPPED;
  }
}
