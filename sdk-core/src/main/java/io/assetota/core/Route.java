package io.assetota.core;

/**
 * Which assets go to a handler.
 *
 * @param id what the ledger knows this route by: its pattern
 * @param glob the names it takes
 * @param always whether the handler is called at every start, also for assets that it took before
 */
record Route(String id, Glob glob, AssetHandler handler, boolean always) {
  boolean takes(Asset asset) {
    return glob.matches(asset.name());
  }
}
