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
 * The device that a {@link HawkbitAgent} updates: one that this process has open, or one that is
 * opened for each update.
 */
public interface HawkbitDevice {
  /** Builds the update agent of an opened device. */
  @FunctionalInterface
  interface AgentMaker {
    /**
     * Builds the agent.
     *
     * @param device the device
     * @return its agent
     * @throws IOException if the agent can't be built
     */
    UpdateAgent make(Installer device) throws IOException;
  }

  /**
   * Returns a device that is open.
   *
   * @param device the device; the caller closes it
   * @param agent its update agent
   * @return the device
   */
  static HawkbitDevice of(Installer device, UpdateAgent agent) {
    return new OpenDevice(device, agent);
  }

  /**
   * Returns a device that is opened for each update. While another process updates it, updates
   * wait.
   *
   * @param home the device folder; created if it is missing
   * @param maker builds the update agent, each time
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
   * @param gate decides about the update
   * @param listener follows the work
   * @return what was done
   * @throws IOException as there
   */
  UpdateResult update(BundleSource source, UpdateControl gate, UpdateListener listener)
      throws IOException;

  /**
   * Restores the previous application if the time of a trial is over.
   *
   * @throws IOException if that can't be written
   */
  void endOverdueTrial() throws IOException;

  /** Asks a running update to end. */
  void cancel();
}
