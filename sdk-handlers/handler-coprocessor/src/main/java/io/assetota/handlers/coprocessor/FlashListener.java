package io.assetota.handlers.coprocessor;

import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.CancelledException;
import java.io.IOException;
import java.util.List;

/** Gets the progress of flashing, and can cancel it. Called by the thread that flashes. */
public interface FlashListener {
  /** Ignores progress, and never cancels. */
  FlashListener NONE = (phase, done, total) -> {};

  /**
   * Reports how far a step is. A step can begin again, when the part was reset in between.
   *
   * @param phase the step
   * @param done bytes of the image that have completed it, 0 to {@code total}
   * @param total bytes of the image
   */
  void progress(FlashPhase phase, long done, long total);

  /**
   * Returns whether to stop. Called until erasing begins; from then on the part has no program, and
   * stopping would leave it without one.
   *
   * @return true to stop at once
   */
  default boolean isCancelled() {
    return false;
  }

  /**
   * Pieces of flash are about to be erased. Flashers whose protocol can read call this, once or for
   * one piece after the other; each is listed before it is erased for the first time in this call
   * of {@code flash}. Not called where all flash is erased at once. Nothing of the pieces has been
   * erased when an exception is thrown, which ends the work.
   *
   * @param ranges what will be erased, in the order of addresses
   * @param reader reads it, as long as this call lasts
   * @throws IOException if it must not be erased
   */
  default void beforeErase(List<FlashRange> ranges, FlashReader reader) throws IOException {}

  /**
   * Ends the work if it was cancelled.
   *
   * @throws CancelledException if it was
   */
  default void checkCancelled() throws CancelledException {
    if (isCancelled()) {
      throw new CancelledException(
          "cancelled before anything was erased: the part runs its previous program");
    }
  }

  /**
   * Passes progress on to the context of an asset handler, and takes cancellation from there.
   *
   * @param context the handler's context
   * @return a listener
   */
  static FlashListener of(HandlerContext context) {
    return new FlashListener() {
      @Override
      public void progress(FlashPhase phase, long done, long total) {
        context.progress(phase.toString(), done, total);
      }

      @Override
      public boolean isCancelled() {
        return context.isCancelled();
      }
    };
  }
}
