package io.assetota.ota;

import io.assetota.core.model.AssetReference;

/**
 * Follows an update. Called on the threads that do the work, one at a time; must not block them.
 */
public interface UpdateListener {
  /** Follows nothing. */
  UpdateListener NONE = new UpdateListener() {};

  /**
   * The plan is made: the application is there, and no asset has moved yet.
   *
   * @param plan the plan
   */
  default void planned(UpdatePlan plan) {}

  /**
   * Bytes of the application or of an asset have arrived.
   *
   * @param progress how far the whole update is
   */
  default void progress(UpdateProgress progress) {}

  /**
   * An asset has arrived and is verified.
   *
   * @param asset the asset
   */
  default void stored(AssetReference asset) {}

  /**
   * All has come; what follows is the installation, which can't be cancelled any more. Not called
   * for an update that is only downloaded.
   */
  default void installing() {}

  /**
   * The update has ended without a failure.
   *
   * @param result what was done
   */
  default void finished(UpdateResult result) {}
}
