package io.assetota.core;

import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.RouterListener;
import io.assetota.core.model.Printable;
import io.assetota.core.routing.Route;
import io.assetota.core.routing.RouteOrder;
import io.assetota.core.routing.Routing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an {@link AssetRouter}. */
public final class AssetRouterBuilder {
  private static final int DEFAULT_ATTEMPTS = 3;
  private static final Duration DEFAULT_DELAY = Duration.ofSeconds(1);
  private static final String EVERYTHING = "*";

  private final List<Route> routes = new ArrayList<>();
  private final Map<String, Set<String>> order = new LinkedHashMap<>();
  private @Nullable AssetHandler others;

  private int attempts = DEFAULT_ATTEMPTS;
  private Duration delay = DEFAULT_DELAY;
  private RouterListener listener = RouterListener.NONE;
  private InstantSource clock = InstantSource.system();

  AssetRouterBuilder() {}

  /**
   * Sends assets to a handler, each until the handler took it.
   *
   * @param pattern names: {@code *}, {@code ?}, {@code [a-z]}, {@code {png,jpg}}
   * @param handler the handler
   * @return this builder
   * @throws IllegalArgumentException if the pattern is invalid or was given before
   */
  public AssetRouterBuilder route(String pattern, AssetHandler handler) {
    return add(pattern, handler, false);
  }

  /**
   * Sends assets to a handler at every start, for parts without flash memory.
   *
   * @param pattern names: {@code *}, {@code ?}, {@code [a-z]}, {@code {png,jpg}}
   * @param handler the handler
   * @return this builder
   * @throws IllegalArgumentException if the pattern is invalid or was given before
   */
  public AssetRouterBuilder always(String pattern, AssetHandler handler) {
    return add(pattern, handler, true);
  }

  private AssetRouterBuilder add(String pattern, AssetHandler handler, boolean always) {
    if (routes.stream().anyMatch(r -> r.id().equals(pattern))) {
      throw new IllegalArgumentException(
          "two routes have the pattern \"" + Printable.text(pattern) + "\"");
    }
    routes.add(Route.of(pattern, handler, always));
    return this;
  }

  /**
   * Sends all assets that no other route takes to a handler.
   *
   * @param handler the handler
   * @return this builder
   */
  public AssetRouterBuilder others(AssetHandler handler) {
    others = handler;
    return this;
  }

  /**
   * Sets how often a failing handler is called for an asset. The default is 3.
   *
   * @param count 1 or more
   * @return this builder
   */
  public AssetRouterBuilder attempts(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one attempt, not " + count);
    }
    attempts = count;
    return this;
  }

  /**
   * Sets how long to wait between attempts. The default is one second.
   *
   * @param duration 0 or longer
   * @return this builder
   */
  public AssetRouterBuilder delay(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("delay must not be negative: " + duration);
    }
    delay = duration;
    return this;
  }

  /**
   * Sets who follows the work.
   *
   * @param newListener the listener
   * @return this builder
   */
  public AssetRouterBuilder listener(RouterListener newListener) {
    listener = newListener;
    return this;
  }

  /** Sets the time source, for tests. */
  AssetRouterBuilder clock(InstantSource newClock) {
    clock = newClock;
    return this;
  }

  /**
   * Lets the assets of a route wait for those of another: they are handled after these, and only if
   * all of these succeeded, now or earlier. Otherwise they are skipped until the next start.
   *
   * @param pattern the pattern of the route that waits
   * @param earlier the pattern of the route that it waits for
   * @return this builder
   */
  public AssetRouterBuilder after(String pattern, String earlier) {
    order.computeIfAbsent(pattern, p -> new LinkedHashSet<>()).add(earlier);
    return this;
  }

  private List<Route> routes() {
    List<Route> all = new ArrayList<>(routes);
    if (others != null) {
      all.add(Route.of(EVERYTHING, others, false));
    }
    return List.copyOf(all);
  }

  /**
   * Makes the router.
   *
   * @return the router
   * @throws IllegalArgumentException if a route waits for one that is not there, or routes wait for
   *     each other
   */
  public AssetRouter build() {
    List<Route> all = routes();
    return new AssetRouter(
        new Routing(all, RouteOrder.of(order, all), attempts, delay, listener, clock));
  }
}
