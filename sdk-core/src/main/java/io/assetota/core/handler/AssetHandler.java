package io.assetota.core.handler;

import io.assetota.core.AssetRouter;
import io.assetota.core.model.Asset;
import java.util.List;

/**
 * Brings an asset to the part that it is for: a coprocessor, a display, a folder.
 *
 * <p>A handler may be called again with an asset that it handled before, for example after a power
 * cut: doing the same work twice must be harmless.
 */
@FunctionalInterface
public interface AssetHandler {
  /**
   * Handles one asset.
   *
   * @param asset the asset
   * @param context progress and cancellation
   * @throws UnsuitableAssetException if the asset did not arrive and never will
   * @throws Exception if the asset did not arrive; the {@link AssetRouter} tries again, and reports
   *     it in the end. An {@link Error} is no more than that: other handlers still run
   */
  void handle(Asset asset, HandlerContext context) throws Exception;

  /**
   * Tells whether the application can't stay without this handler's work. If that fails for good,
   * an application on trial is rolled back: the previous one gets its own assets then.
   *
   * @return whether a failure ends the trial; false by default
   */
  default boolean isEssential() {
    return false;
  }

  /**
   * Receives, after its assets were handled, all assets that are routed to it now. The default does
   * nothing; a handler that keeps copies can remove those of assets that are gone.
   *
   * @param assets all available assets that are routed to this handler
   * @param context progress and cancellation
   * @throws Exception if the work failed; it is logged and tried again next time
   */
  default void settle(List<Asset> assets, HandlerContext context) throws Exception {}
}
