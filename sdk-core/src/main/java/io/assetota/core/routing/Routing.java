package io.assetota.core.routing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.RouterListener;
import io.assetota.core.model.Asset;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** What a router was built with, and whether it was cancelled. Safe for use by several threads. */
public final class Routing {
  private final List<Route> routes;
  private final RouteOrder order;
  private final int attempts;
  private final Duration delay;
  private final RouterListener listener;
  private final InstantSource clock;
  private final CountDownLatch cancelled = new CountDownLatch(1);

  /**
   * Sets a router up.
   *
   * @param order which routes wait for which others
   * @param attempts how often a failing handler is called for an asset
   * @param delay the pause between attempts
   */
  public Routing(
      List<Route> routes,
      RouteOrder order,
      int attempts,
      Duration delay,
      RouterListener listener,
      InstantSource clock) {
    this.routes = List.copyOf(routes);
    this.order = order;
    this.attempts = attempts;
    this.delay = delay;
    this.listener = listener;
    this.clock = clock;
  }

  /** Asks running and coming handlers to end at their next safe point. */
  public void cancel() {
    cancelled.countDown();
  }

  Optional<Route> routeOf(Asset asset) {
    return routes.stream().filter(r -> r.takes(asset)).findFirst();
  }

  /** Returns assets in the order in which they are handled: those that others wait for first. */
  List<Asset> inOrder(List<Asset> assets) {
    return assets.stream().sorted(Comparator.comparingInt(this::depth)).toList();
  }

  private int depth(Asset asset) {
    return routeOf(asset).map(route -> order.depth(route.id())).orElse(0);
  }

  /** Returns the routes whose assets have to succeed before those of another. */
  Set<String> earlierThan(Route route) {
    return order.earlierThan(route.id());
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

  InstantSource clock() {
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
