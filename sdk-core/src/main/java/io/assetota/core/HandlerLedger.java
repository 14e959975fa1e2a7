package io.assetota.core;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Remembers what each handler last did with each asset. */
interface HandlerLedger {
  /** Tells whether the handler of a route took this very asset when it last succeeded. */
  boolean hasSucceeded(String route, AssetReference asset);

  /** Remembers results; a success replaces the last one of that route and name. */
  void record(HandlerResult result) throws IOException;

  /** Forgets all assets but these: one that comes back is new to its handler. */
  void retain(Set<AssetReference> assets) throws IOException;

  /** Returns the last results. */
  List<HandlerResult> results();
}
