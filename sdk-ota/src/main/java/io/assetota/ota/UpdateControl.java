package io.assetota.ota;

import java.io.IOException;

/**
 * Decides about an update for the owner of a device. Called on the thread of the update, which
 * waits for the answer. Both methods may fail or be interrupted: the update then ends, the device
 * stays as it is, and what has been fetched is kept for the next update.
 */
@FunctionalInterface
public interface UpdateControl {
  /** What is to become of an update. */
  enum Decision {
    /** Fetch and install it. */
    INSTALL,
    /** Fetch it, and install it when it is asked for the next time. */
    DOWNLOAD,
    /** Fetch and install nothing. */
    DECLINE
  }

  /** Installs every update at once. */
  UpdateControl INSTALL_ALL = plan -> Decision.INSTALL;

  /**
   * Decides when the plan of an update is known, and before any of its assets is fetched.
   *
   * @param plan what the update would do
   * @return what to do
   * @throws IOException to end the update with this failure
   * @throws InterruptedException if the thread was interrupted; the update ends as if it was
   *     cancelled
   */
  Decision decide(UpdatePlan plan) throws IOException, InterruptedException;

  /**
   * Called when everything is fetched, right before the installation, which can't be cancelled. May
   * wait, for a machine to stand still for example. By default does nothing.
   *
   * @param plan what the update does
   * @throws IOException to end the update with this failure
   * @throws InterruptedException if the thread was interrupted; the update ends as if it was
   *     cancelled
   */
  default void beforeInstall(UpdatePlan plan) throws IOException, InterruptedException {}
}
