package io.assetota.server.fleet.rules;

import io.assetota.core.model.ApplicationId;
import io.assetota.ota.report.DeviceAttributes;
import io.assetota.ota.report.RuntimeAttributes;
import java.util.Optional;

/**
 * When an update that has succeeded counts as failed after all: its application fails again and
 * again. That is what the time after a wave is for.
 */
public final class Relapse {
  /**
   * What is known of a device.
   *
   * @param device what it reports to have
   * @param runtime what it reports of its application
   * @param expected the application that its newest action brought
   * @param newest the state of that action
   * @param rollout the state of that action's rollout
   */
  public record Situation(
      DeviceAttributes device,
      RuntimeAttributes runtime,
      ApplicationId expected,
      ActionState newest,
      RolloutState rollout) {}

  private Relapse() {}

  /**
   * Tells whether an update has failed after all: as long as its rollout is open, since it stops
   * nothing any more afterwards. An application on trial is about to be replaced, which the device
   * tells then.
   */
  public static boolean isRelapse(Situation now) {
    return now.runtime().isFailing()
        && !now.device().onTrial()
        && now.device().application().equals(Optional.of(now.expected()))
        && runs(now.device(), now.runtime())
        && now.rollout().isOpen()
        && ActionRules.after(now.newest(), ActionEvent.RELAPSED).isPresent();
  }

  /** Just after an installation, a runtime may still tell of what ran before. */
  private static boolean runs(DeviceAttributes device, RuntimeAttributes runtime) {
    return runtime.version().isEmpty()
        || device.version().isEmpty()
        || runtime.version().equals(device.version());
  }
}
