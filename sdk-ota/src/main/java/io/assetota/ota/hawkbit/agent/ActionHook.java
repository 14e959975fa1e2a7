package io.assetota.ota.hawkbit.agent;

import io.assetota.core.device.DeviceStatus;
import java.io.IOException;

/**
 * Called when an update of the server is installed, before the server is told: to notify the
 * application, or to restart it. It belongs to the {@link HawkbitAgent}, and is called at most once
 * for an action, also across restarts: if the process ends before, by the next one. It may end this
 * process; the next one reports to the server. An agent that opens the device only for its updates
 * has closed it by then, so that the application can open it.
 *
 * <p>It is not called for what was installed by other means. For that, and for what needs the open
 * device, there is {@link io.assetota.ota.ApplicationHook}. An application that has the device
 * open, and runs on, needs one of the two.
 */
@FunctionalInterface
public interface ActionHook {
  /** Does nothing. */
  ActionHook NONE = status -> {};

  /**
   * An update is installed.
   *
   * @param status what the device has now
   * @throws IOException if the application can't work with it: the action ends with failure, and
   *     what is installed stays
   */
  void installed(DeviceStatus status) throws IOException;

  /**
   * An application on trial has not confirmed, and the previous one is back. By default calls
   * {@link #installed}, as the device has another application.
   *
   * @param status what the device has now
   * @throws IOException if the application can't work with it
   */
  default void rolledBack(DeviceStatus status) throws IOException {
    installed(status);
  }
}
