package io.assetota.core;

import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import java.util.List;

/** The callback of an application: all its assets are there, and at least one of them is new. */
@FunctionalInterface
public interface OnAssetOta {
  /**
   * Is called once at start with all available assets, new or not. Say {@link
   * AssetManager#assetsHandled assetsHandled(true)} when the work is done, or the call comes again
   * at the next start.
   *
   * @param available the assets of the application, in its order; at least one
   * @throws Exception if the work failed; {@link AssetManager#start} passes it on as the cause of
   *     an {@link AssetException}, also an {@link Error}, and the call comes again
   */
  void onAssetOta(List<Asset> available) throws Exception;
}
