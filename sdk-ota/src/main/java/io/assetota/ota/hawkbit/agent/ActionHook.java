package io.assetota.ota.hawkbit.agent;

import io.assetota.core.device.DeviceStatus;
import java.io.IOException;

/**
 * Is told when an update of the server is installed, before the server is: so that the application
 * can be told or started anew. It belongs to the {@link HawkbitAgent}, and is called at most once
 * for an action, also across restarts: after a process that ended before it, by the next one. It
 * may end this process, and the next one tells the server. An agent that opens the device only for
 * its updates has closed it by then, so that the application can open it.
 *
 * <p>It hears of nothing that was installed by other means. For that, and for what needs the open
 * device whenever it has another application, there is {@link io.assetota.ota.ApplicationHook}. An
 * application that has the device open, and runs on, needs one of the two.
 */
@FunctionalInterface
public interface ActionHook {
  /** Does nothing. */
  ActionHook NONE = status -> {};

  /**
   * An update is installed.
   *
   * @param status what the device has now
   * @throws IOException if the application can't work with it; the action then ends with failure,
   *     though what is installed stays
   */
  void installed(DeviceStatus status) throws IOException;

  /**
   * An application that was on trial has not confirmed, and the one before is back. By default the
   * same as {@link #installed}: another application is there.
   *
   * @param status what the device has now
   * @throws IOException if the application can't work with it
   */
  default void rolledBack(DeviceStatus status) throws IOException {
    installed(status);
  }
}
