package io.assetota.core.routing;

import io.assetota.core.model.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which routes wait for which others. Immutable. */
public final class RouteOrder {
  private final Map<String, Set<String>> earlier;
  private final Map<String, Integer> depths = new HashMap<>();

  private RouteOrder(Map<String, Set<String>> earlier) {
    this.earlier = earlier;
  }

  /**
   * Checks an order.
   *
   * @param earlier for each route that waits, the routes that it waits for; by their ids
   * @param routes all routes
   * @throws IllegalArgumentException if there is no such route, or routes wait for each other
   */
  public static RouteOrder of(Map<String, Set<String>> earlier, List<Route> routes) {
    Set<String> known = new LinkedHashSet<>();
    routes.forEach(route -> known.add(route.id()));
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    earlier.forEach((later, others) -> copy.put(later, Set.copyOf(others)));
    copy.forEach(
        (later, others) -> {
          requireKnown(known, later);
          others.forEach(other -> requireKnown(known, other));
        });
    RouteOrder order = new RouteOrder(copy);
    known.forEach(id -> order.measure(id, new ArrayDeque<>()));
    return order;
  }

  private static void requireKnown(Set<String> known, String id) {
    if (!known.contains(id)) {
      throw new IllegalArgumentException(
          "no route has the pattern \"" + Printable.text(id) + "\", which an order names");
    }
  }

  private int measure(String id, Deque<String> path) {
    Integer known = depths.get(id);
    if (known != null) {
      return known;
    }
    if (path.contains(id)) {
      path.addLast(id);
      throw new IllegalArgumentException(
          "routes wait for each other: " + Printable.line(String.join(" after ", path)));
    }
    path.addLast(id);
    int depth = 0;
    for (String other : earlierThan(id)) {
      depth = Math.max(depth, measure(other, path) + 1);
    }
    path.removeLast();
    depths.put(id, depth);
    return depth;
  }

  /** Returns the routes that one waits for. */
  Set<String> earlierThan(String id) {
    return earlier.getOrDefault(id, Set.of());
  }

  /** Returns how many others at most come one after the other in front of a route. */
  int depth(String id) {
    return Objects.requireNonNullElse(depths.get(id), 0);
  }
}
