package io.assetota.ota;

import io.assetota.core.AssetManager;

/**
 * What happens when the device has another application: a new one, or the one before, after a trial
 * that was not confirmed in time. Called when all is written, so it may end the process. A failure
 * undoes nothing; it is reported. Called on the thread of the update, which goes on afterwards: the
 * next one waits for it.
 */
@FunctionalInterface
public interface InstallHook {
  /** Does nothing: the new application starts when the owner starts it. */
  InstallHook NONE = device -> {};

  /**
   * Tells the handlers in this process of the new assets, for an application that runs on.
   *
   * @return a hook that calls {@link AssetManager#deliver}
   */
  static InstallHook deliver() {
    return AssetManager::deliver;
  }

  /**
   * Tells the application, or has it restarted.
   *
   * @param device the device, whose {@link AssetManager#status status} tells what there is now
   * @throws Exception if that failed
   */
  void installed(AssetManager device) throws Exception;
}
