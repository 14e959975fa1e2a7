package io.assetota.core.routing;

import io.assetota.core.handler.AssetHandler;
import io.assetota.core.model.Asset;

/**
 * Which assets go to a handler.
 *
 * @param id what the ledger knows this route by: its pattern
 * @param glob the names it takes
 * @param always whether the handler is called at every start, also for assets that it took before
 */
public record Route(String id, Glob glob, AssetHandler handler, boolean always) {
  /**
   * Makes a route.
   *
   * @param pattern which names it takes
   * @param always whether the handler is called at every start
   * @throws IllegalArgumentException if the pattern is invalid
   */
  public static Route of(String pattern, AssetHandler handler, boolean always) {
    return new Route(pattern, Glob.compile(pattern), handler, always);
  }

  boolean takes(Asset asset) {
    return glob.matches(asset.name());
  }
}
