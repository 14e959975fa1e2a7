package io.assetota.ota.hawkbit;

import io.assetota.core.DeviceStatus;
import java.io.IOException;

/**
 * Is told when an update is installed, before the server is: so that the application can be told or
 * started anew. Called at most once for an action, also across restarts: it may end this process,
 * and the next one tells the server.
 */
@FunctionalInterface
public interface AfterInstall {
  /** Does nothing. */
  AfterInstall NONE = status -> {};

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
