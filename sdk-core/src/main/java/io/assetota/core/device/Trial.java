package io.assetota.core.device;

import io.assetota.core.AssetManager;
import java.time.Instant;

/**
 * An application that was installed on trial and has not been confirmed yet. Until it is, the
 * previous application stays on the device with its assets, and comes back if the time goes by.
 *
 * @param application what is on trial: the active application
 * @param previous what comes back
 * @param since when the time began, as the device's clock says now
 * @param confirmBy when the time is over, as the device's clock says now
 * @param startsLeft how many more times the application may {@linkplain AssetManager#start start}
 *     without being confirmed
 * @param standing how it stands
 */
public record Trial(
    InstalledApplication application,
    InstalledApplication previous,
    Instant since,
    Instant confirmBy,
    int startsLeft,
    Standing standing) {

  /** How a trial stands. */
  public enum Standing {
    /** It goes on. */
    RUNNING,
    /**
     * The trial goes on, and the previous application comes back if this one starts once more
     * without having been confirmed.
     */
    OUT_OF_STARTS,
    /**
     * Its time is over, and nobody has ended it yet. Who opens the device folder does, as does
     * {@link AssetManager#rollBackIfOverdue} in the process that has it open. Until then it can be
     * confirmed there.
     */
    OVERDUE
  }
}
