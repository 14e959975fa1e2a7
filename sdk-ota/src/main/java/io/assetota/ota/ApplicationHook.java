package io.assetota.ota;

import io.assetota.core.AssetManager;
import io.assetota.core.install.Installer;

/**
 * Called when the device has another application: a new one, wherever it came from, or the previous
 * one, after a trial that was not confirmed in time. It belongs to the {@link UpdateAgent}, and
 * runs while the device is open in this process: to {@linkplain #deliver(AssetManager) tell the
 * handlers} here. If the process ends between the installation and the hook, it is not called any
 * more; the application then delivers when it starts.
 *
 * <p>To notify something outside of this process of updates from a server, rather use an {@link
 * io.assetota.ota.hawkbit.agent.ActionHook}, which is also called after a restart if it was not
 * before. With both, this one is called first; a failure of either is reported to the server.
 *
 * <p>Everything is written when it is called, so it may end the process. A failure undoes nothing,
 * and is reported. Called on the thread of the update; the next update waits for it.
 */
@FunctionalInterface
public interface ApplicationHook {
  /** Does nothing: the new application starts when the owner starts it. */
  ApplicationHook NONE = device -> {};

  /**
   * Returns a hook that calls the handlers in this process, for an application that runs on.
   *
   * @param assets the assets of the application in this process
   * @return a hook that calls {@link AssetManager#deliver}
   */
  static ApplicationHook deliver(AssetManager assets) {
    return device -> assets.deliver();
  }

  /**
   * Notifies the application, or restarts it.
   *
   * @param device the device, whose {@link Installer#status status} tells what there is now
   * @throws Exception if that failed
   */
  void installed(Installer device) throws Exception;
}
