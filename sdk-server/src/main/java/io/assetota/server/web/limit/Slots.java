package io.assetota.server.web.limit;

import java.util.HashMap;
import java.util.Map;

/** A bounded number of places, of which one network gets few. */
public final class Slots {
  private static final int OF_ONE = 4;

  private final int total;
  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  public Slots(int total) {
    this.total = total;
  }

  /** Takes one, if there is one. */
  public synchronized boolean take(String network) {
    if (all >= total || taken.getOrDefault(network, 0) >= OF_ONE) {
      return false;
    }
    all++;
    taken.merge(network, 1, Integer::sum);
    return true;
  }

  /** Gives one back. */
  public synchronized void giveBack(String network) {
    all--;
    taken.computeIfPresent(network, (n, count) -> count == 1 ? null : count - 1);
  }
}
