package io.assetota.core.handler;

import io.assetota.core.model.CancelledException;
import java.util.Optional;

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
   * Reports which version a part has from now on. It is kept with the device, shown by the command
   * {@code device}, and told the update server. The default does nothing.
   *
   * @param part what the part is called: 1 to 24 lower-case letters, digits and dashes
   * @param version the version; empty if it is not known
   * @throws IllegalArgumentException if the part has no such name
   */
  default void partVersion(String part, Optional<String> version) {}

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
