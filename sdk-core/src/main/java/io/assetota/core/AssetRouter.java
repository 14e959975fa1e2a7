package io.assetota.core;

import io.assetota.core.handler.HandlerResult;
import io.assetota.core.model.Asset;
import io.assetota.core.routing.HandlerLedger;
import io.assetota.core.routing.RouterRun;
import io.assetota.core.routing.Routing;
import java.util.List;
import java.util.Optional;

/**
 * Sends assets to handlers by their names, for {@link AssetManager#onAssetOta(AssetRouter)}.
 *
 * <p>The first route whose pattern matches takes the asset. Its handler runs only if it didn't take
 * this very content when it last ran ({@link AssetRouterBuilder#always} for a part without flash
 * memory), is tried again a few times, and never keeps others from running. An asset that no route
 * takes is logged. Runs one handler at a time; {@link #cancel} may come from any thread, and an
 * interrupt of the running thread does the same.
 */
public final class AssetRouter {
  private final Routing routing;

  AssetRouter(Routing routing) {
    this.routing = routing;
  }

  /**
   * Begins to make a router.
   *
   * @return a builder without routes
   */
  public static AssetRouterBuilder builder() {
    return new AssetRouterBuilder();
  }

  /**
   * Asks running and coming handlers to end at their next safe point. What they have not done is
   * done at the next start, by another router.
   */
  public void cancel() {
    routing.cancel();
  }

  /**
   * What a run did.
   *
   * @param results the result of each asset
   * @param essentialFailure that of a handler without which the application can't stay
   */
  record Result(List<HandlerResult> results, Optional<HandlerResult> essentialFailure) {}

  /** Runs the handlers that have to run. */
  Result run(List<Asset> assets, HandlerLedger ledger) {
    RouterRun run = new RouterRun(routing, ledger);
    return new Result(run.over(assets), run.essentialFailure());
  }
}
