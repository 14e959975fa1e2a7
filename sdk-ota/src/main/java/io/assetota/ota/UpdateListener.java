package io.assetota.ota;

import io.assetota.core.model.AssetReference;

/**
 * Follows an update, and has no influence on it: whatever a method throws is logged, and the update
 * goes on. {@link UpdateControl} is for decisions. Called on the threads that do the work, one call
 * at a time; must not block them.
 */
public interface UpdateListener {
  /** Ignores everything. */
  UpdateListener NONE = new UpdateListener() {};

  /**
   * The plan is made: the application is there, and no asset has been fetched yet.
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
   * An asset, or the content of files of the application, has arrived and is verified.
   *
   * @param asset the asset; files as {@link io.assetota.core.application.FileContent} names them
   */
  default void stored(AssetReference asset) {}

  /** The installation begins. Not called for an update that is only downloaded. */
  default void installing() {}

  /**
   * The update has ended without a failure.
   *
   * @param result what was done
   */
  default void finished(UpdateResult result) {}
}
