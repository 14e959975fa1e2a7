package io.assetota.core.handler;

import io.assetota.core.AssetRouter;
import io.assetota.core.model.AssetReference;

/**
 * Follows the work of an {@link AssetRouter}. Called on the thread that does the work; must not
 * block it.
 */
public interface RouterListener {
  /** Follows nothing. */
  RouterListener NONE = new RouterListener() {};

  /**
   * A handler reports how far it is.
   *
   * @param asset the asset
   * @param step a word for people, for example {@code write}
   * @param done units done, 0 to {@code total}
   * @param total units in all; 0 if that is not known
   */
  default void progress(AssetReference asset, String step, long done, long total) {}

  /**
   * An asset is done with.
   *
   * @param result its result
   */
  default void finished(HandlerResult result) {}
}
