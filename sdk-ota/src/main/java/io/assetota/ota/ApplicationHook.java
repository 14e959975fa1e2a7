package io.assetota.ota;

import io.assetota.core.AssetManager;
import io.assetota.core.install.Installer;

/**
 * What happens when the device has another application: a new one, wherever it came from, or the
 * one before, after a trial that was not confirmed in time. It belongs to the {@link UpdateAgent},
 * and runs while the device is open in this process: to {@linkplain #deliver(AssetManager) tell the
 * handlers} here. If the process ends between the installation and the hook, it is not called any
 * more; the application then delivers when it starts.
 *
 * <p>With a server, something outside of this process is better told by an {@link
 * io.assetota.ota.hawkbit.agent.ActionHook}, which is also called after a restart if it was not
 * before. With both, this one is called first; the failure of either is told to the server.
 *
 * <p>Called when all is written, so it may end the process. A failure undoes nothing; it is
 * reported. Called on the thread of the update, which goes on afterwards: the next one waits for
 * it.
 */
@FunctionalInterface
public interface ApplicationHook {
  /** Does nothing: the new application starts when the owner starts it. */
  ApplicationHook NONE = device -> {};

  /**
   * Tells the handlers in this process of the new assets, for an application that runs on.
   *
   * @param assets the assets of the application in this process
   * @return a hook that calls {@link AssetManager#deliver}
   */
  static ApplicationHook deliver(AssetManager assets) {
    return device -> assets.deliver();
  }

  /**
   * Tells the application, or has it restarted.
   *
   * @param device the device, whose {@link Installer#status status} tells what there is now
   * @throws Exception if that failed
   */
  void installed(Installer device) throws Exception;
}
