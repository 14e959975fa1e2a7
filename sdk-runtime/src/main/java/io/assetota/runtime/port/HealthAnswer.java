package io.assetota.runtime.port;

import java.util.Optional;

/**
 * What came of a health check.
 *
 * @param problem what is wrong, for people; empty if the application works
 */
public record HealthAnswer(Optional<String> problem) {
  /** The application works. */
  public static final HealthAnswer HEALTHY = new HealthAnswer(Optional.empty());

  /**
   * Says that the application doesn't work.
   *
   * @param problem what is wrong
   * @return the answer
   */
  public static HealthAnswer unhealthy(String problem) {
    return new HealthAnswer(Optional.of(problem));
  }

  /**
   * Tells whether the application works.
   *
   * @return true if it does
   */
  public boolean isHealthy() {
    return problem.isEmpty();
  }
}
