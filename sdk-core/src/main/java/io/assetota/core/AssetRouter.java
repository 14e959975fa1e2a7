package io.assetota.core;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

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
  private final List<Route> routes;
  private final int attempts;
  private final Duration delay;
  private final RouterListener listener;
  private final Clock clock;
  private final CountDownLatch cancelled = new CountDownLatch(1);

  AssetRouter(AssetRouterBuilder builder) {
    this.routes = builder.routes();
    this.attempts = builder.attempts;
    this.delay = builder.delay;
    this.listener = builder.listener;
    this.clock = builder.clock;
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
    cancelled.countDown();
  }

  /** Runs what has to run, and returns how each asset fared. */
  List<HandlerResult> run(List<Asset> assets, HandlerLedger ledger) {
    return new RouterRun(this, ledger).over(assets);
  }

  Optional<Route> routeOf(Asset asset) {
    return routes.stream().filter(r -> r.takes(asset)).findFirst();
  }

  List<AssetHandler> handlers() {
    return routes.stream().map(Route::handler).distinct().toList();
  }

  int attempts() {
    return attempts;
  }

  RouterListener listener() {
    return listener;
  }

  Clock clock() {
    return clock;
  }

  boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  /** Waits between attempts, shorter when cancelled. */
  void waitForNextAttempt() throws InterruptedException {
    boolean unused = cancelled.await(delay.toMillis(), MILLISECONDS); // the caller looks itself
  }
}
