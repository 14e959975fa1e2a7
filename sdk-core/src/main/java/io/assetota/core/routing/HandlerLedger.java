package io.assetota.core.routing;

import io.assetota.core.device.PartVersion;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.model.AssetReference;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Remembers what each handler last did with each asset. */
public interface HandlerLedger {
  /** Tells whether the handler of a route took this very asset when it last was called for it. */
  boolean hasSucceeded(String route, AssetReference asset);

  /**
   * Forgets that a handler took another content of that name, on this route or on one that another
   * application had for it: from now on its part is in between, also if the power is cut.
   */
  void begin(String route, AssetReference asset) throws IOException;

  /** Remembers the last result of an asset, and that the handler of a route took it. */
  void record(HandlerResult result) throws IOException;

  /** Remembers which version a part has. */
  void record(PartVersion part) throws IOException;

  /** Forgets all assets but these: one that comes back is new to its handler. */
  void retain(Set<AssetReference> assets) throws IOException;

  /** Returns the last results. */
  List<HandlerResult> results();
}
