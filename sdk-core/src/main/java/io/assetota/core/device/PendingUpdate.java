package io.assetota.core.device;

import io.assetota.core.model.ApplicationId;
import java.time.Instant;

/**
 * An update that waits for a newer system. Nothing of it was fetched; give the bundle to the agent
 * again when the system is new enough.
 *
 * @param since when it began to wait
 * @param systemVersion the lowest version that the application needs, as in a module's dependency:
 *     5500 for 5.5.0
 * @param application identifies the application
 * @param source where the bundle came from, for people, without credentials
 */
public record PendingUpdate(
    Instant since, int systemVersion, ApplicationId application, String source) {
  /**
   * Tells whether the update can go on.
   *
   * @param system the version of the system that there is now
   * @return true if it is new enough
   */
  public boolean isReady(int system) {
    return system >= systemVersion;
  }
}
