package io.assetota.ota.hawkbit.agent;

import io.assetota.core.device.DeviceStatus;
import io.assetota.core.install.Installer;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateControl;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.UpdateResult;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The device that a {@link HawkbitAgent} updates: part of the application, which has it open all
 * the time, or of a process of its own, which opens it for each update.
 */
public interface HawkbitDevice {
  /** Makes the update agent of a device that was opened. */
  @FunctionalInterface
  interface AgentMaker {
    /**
     * Makes it.
     *
     * @param device the device
     * @return its agent
     * @throws IOException if that is not possible
     */
    UpdateAgent make(Installer device) throws IOException;
  }

  /**
   * Takes a device that is open.
   *
   * @param device the device; who opened it closes it
   * @param agent its update agent
   * @return the device
   */
  static HawkbitDevice of(Installer device, UpdateAgent agent) {
    return new OpenDevice(device, agent);
  }

  /**
   * Takes a device that another process may have open: it is only looked at, and opened for the
   * time of an update. While the other has it open, updates wait.
   *
   * @param home the device folder; made if there is none
   * @param maker makes the update agent, each time
   * @return the device
   * @throws IOException if the folder can't be made
   */
  static HawkbitDevice openedForUpdates(Path home, AgentMaker maker) throws IOException {
    return DeviceOpenedForUpdates.at(home, maker);
  }

  /**
   * Returns the device folder, in which the agent keeps its journal.
   *
   * @return the folder
   */
  Path home();

  /**
   * Returns what the device has.
   *
   * @return a snapshot
   * @throws IOException if it can't be read
   */
  DeviceStatus status() throws IOException;

  /**
   * Updates the device, as {@link UpdateAgent#update(BundleSource, UpdateControl, UpdateListener)}
   * does.
   *
   * @param source the bundle
   * @param gate decides about it
   * @param listener follows the work
   * @return what was done
   * @throws IOException as there
   */
  UpdateResult update(BundleSource source, UpdateControl gate, UpdateListener listener)
      throws IOException;

  /**
   * Brings back the application before one on trial, if the time of that is over.
   *
   * @throws IOException if that can't be written
   */
  void endOverdueTrial() throws IOException;

  /** Asks a running update to end. */
  void cancel();
}
