package io.assetota.ota.hawkbit.agent;

import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.TrialEnd;
import io.assetota.ota.hawkbit.journal.ActionJournal;
import io.assetota.ota.hawkbit.journal.ActionRecord.Phase;
import java.io.IOException;
import java.util.Optional;

/** How far the present action is, by its journal and by what the device has. */
final class ActionState {
  private final HawkbitDevice device;
  private final ActionJournal journal;

  ActionState(HawkbitDevice device, ActionJournal journal) {
    this.device = device;
    this.journal = journal;
  }

  /**
   * Tells whether the present action is done on this device, and only has to be reported. This
   * includes an installation that was committed right before a restart.
   */
  boolean isReached() throws IOException {
    Phase phase = journal.current().phase();
    return phase == Phase.HOOKED || phase == Phase.CLOSING || isUntold();
  }

  /** Tells whether something was installed and the hook was not called yet. */
  boolean isUntold() throws IOException {
    if (journal.action().filter(a -> a.phase() == Phase.INSTALLING).isEmpty()) {
      return false;
    }
    DeviceStatus status = device.status();
    return isInstalled(status) || isRolledBack(status);
  }

  /** Tells whether the device has the application of the action, with all its assets. */
  boolean isInstalled(DeviceStatus status) {
    return status.isComplete()
        && status.application().map(InstalledApplication::id).equals(journal.current().expected());
  }

  /** Only the trial of this action counts: the same application may have failed an earlier one. */
  boolean isRolledBack(DeviceStatus status) {
    return status
        .trialEnd()
        .filter(TrialEnd::isRolledBack)
        .filter(end -> !journal.current().trialBefore().equals(Optional.of(end)))
        .map(TrialEnd::application)
        .equals(journal.current().expected());
  }
}
