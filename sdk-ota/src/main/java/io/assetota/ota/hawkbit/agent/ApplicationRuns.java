package io.assetota.ota.hawkbit.agent;

import io.assetota.core.model.ApplicationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the running application to whoever starts it: for the reports of a {@link
 * HawkbitAgent}, and for its decision whether to try a release once more. Called on the agent's
 * thread.
 */
public interface ApplicationRuns {
  /** Nobody watches the application, as far as the agent knows. */
  ApplicationRuns UNKNOWN =
      new ApplicationRuns() {
        @Override
        public Map<String, String> attributes() {
          return Map.of();
        }

        @Override
        public Optional<Failure> failedTrial(ApplicationId application) {
          return Optional.empty();
        }
      };

  /**
   * How a release failed on this device.
   *
   * @param reason in a few words, for people
   * @param lastLines the last lines that it wrote, at most some 50
   */
  record Failure(String reason, List<String> lastLines) {
    /** Copies the lines. */
    public Failure {
      lastLines = List.copyOf(lastLines);
    }
  }

  /**
   * Returns what the server is told beside the device's own attributes.
   *
   * @return at most 10, by name; values may be any text, and long ones are cut
   */
  Map<String, String> attributes();

  /**
   * Tells whether a release has failed its trial on this device.
   *
   * @param application SHA-256 that identifies the application
   * @return how it failed; empty if it did not, or was not tried
   */
  Optional<Failure> failedTrial(ApplicationId application);
}
