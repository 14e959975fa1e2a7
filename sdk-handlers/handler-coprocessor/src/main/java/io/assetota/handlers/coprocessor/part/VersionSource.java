package io.assetota.handlers.coprocessor.part;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a part which version it has. A port: implement it for the protocol of your program, or use
 * {@link LineVersion} or {@link FlashWordVersion}. Used by one thread at a time.
 */
@FunctionalInterface
public interface VersionSource {
  /**
   * Asks once. Speed and parity of the line are as they were before when this returns.
   *
   * @param within how long to wait for an answer
   * @return the version as the part tells it; empty if there is no answer in time
   * @throws IOException if the line fails
   */
  Optional<String> ask(Duration within) throws IOException;
}
