package io.assetota.core.handler;

import io.assetota.core.model.CancelledException;

/**
 * How a running {@link AssetHandler} reports progress and learns of cancellation. Safe for use by
 * several threads.
 */
public interface HandlerContext {
  /** For tests and direct calls: reports to nobody, and is never cancelled. */
  HandlerContext NONE =
      new HandlerContext() {
        @Override
        public void progress(String step, long done, long total) {}

        @Override
        public boolean isCancelled() {
          return false;
        }

        @Override
        public int attempt() {
          return 1;
        }
      };

  /**
   * Reports the progress of a step.
   *
   * @param step a word for people: {@code erase}, {@code write}, {@code verify}
   * @param done units done, usually bytes, 0 to {@code total}
   * @param total units in all; 0 if that is not known
   */
  void progress(String step, long done, long total);

  /**
   * Returns whether the work should end at the next safe point.
   *
   * @return true after cancellation
   */
  boolean isCancelled();

  /**
   * Ends the work if it was cancelled. Call it where stopping does no harm.
   *
   * @throws CancelledException if the work was cancelled
   */
  default void checkCancelled() throws CancelledException {
    if (isCancelled()) {
      throw new CancelledException("cancelled");
    }
  }

  /**
   * Returns the number of this attempt at the asset.
   *
   * @return 1 for the first
   */
  int attempt();
}
