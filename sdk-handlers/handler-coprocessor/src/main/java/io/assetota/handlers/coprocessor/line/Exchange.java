package io.assetota.handlers.coprocessor.line;

import java.io.IOException;

/**
 * An exchange with a part that may be repeated.
 *
 * @param <T> what comes of it
 */
public interface Exchange<T> {
  /** How often an exchange is tried before it is given up. */
  int ATTEMPTS = 3;

  T run() throws IOException;

  /** What happens after an exchange failed, and before it is tried again. */
  interface Recovery {
    /**
     * Finds each other again.
     *
     * @param failure what failed
     * @throws IOException if it is of no use to try again
     */
    void after(FrameException failure) throws IOException;
  }

  /**
   * Runs an exchange until it succeeds, {@value #ATTEMPTS} times at most.
   *
   * @throws FrameException the last failure
   */
  static <T> T repeat(Exchange<T> exchange, Recovery recovery) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return exchange.run();
      } catch (FrameException e) {
        recovery.after(e);
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
