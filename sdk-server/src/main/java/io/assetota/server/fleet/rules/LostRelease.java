package io.assetota.server.fleet.rules;

import io.assetota.core.model.ApplicationId;
import java.time.Duration;
import java.util.Optional;

/**
 * When a device gets a release again that it has lost: its memory card was written anew, or an
 * earlier image of it came back. It is what the device itself reports that counts.
 */
public final class LostRelease {
  /** How often a device gets its release again within {@link #PERIOD}. */
  public static final int MOST = 3;

  /** A device that always reports something else must not fetch without end. */
  public static final Duration PERIOD = Duration.ofDays(1);

  /** How a device got its newest action. */
  public enum Origin {
    /** A person or a program started a rollout. */
    ROLLOUT,
    /** It had lost its release. */
    LOST
  }

  /**
   * What is known of a device.
   *
   * @param expected the application that its last successful update brought
   * @param reported the application that it reports to have; empty for none
   * @param other what it said it was given by other means since that update
   * @param newest the state of its newest action
   * @param origin how it got that
   * @param times how often it got a lost release again within the period
   */
  public record Situation(
      ApplicationId expected,
      Optional<ApplicationId> reported,
      Optional<String> other,
      ActionState newest,
      Origin origin,
      long times) {}

  private LostRelease() {}

  /**
   * Tells whether a device has lost its release and gets it again. It does not if it has what is
   * expected, or was given something else; as long as it has something to do; or if giving the
   * release again has failed or was done too often.
   */
  public static boolean isLost(Situation device) {
    boolean failedBefore =
        device.origin() == Origin.LOST && device.newest() != ActionState.FINISHED;
    return !device.reported().equals(Optional.of(device.expected()))
        && device.other().isEmpty()
        && !device.newest().isActive()
        && !failedBefore
        && device.times() < MOST;
  }
}
