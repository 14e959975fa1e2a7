package io.assetota.server.web;

import com.google.common.base.Splitter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which requests go to an endpoint.
 *
 * @param area the name of the area that it belongs to
 * @param method the method
 * @param path the pattern of the path, as a text
 * @param pattern its segments
 * @param endpoint answers
 * @param answering runs the endpoint
 */
record Route(
    String area,
    String method,
    String path,
    List<String> pattern,
    Endpoint endpoint,
    Answering answering) {
  private static final Splitter SEGMENTS = Splitter.on('/');

  static List<String> split(String path) {
    return SEGMENTS.splitToList(path.startsWith("/") ? path.substring(1) : path);
  }

  /** Returns the named segments if the path matches. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != pattern.size()) {
      return Optional.empty();
    }
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String wanted = pattern.get(i);
      if (wanted.startsWith("{")) {
        if (path.get(i).isEmpty()) {
          return Optional.empty();
        }
        named.put(wanted.substring(1, wanted.length() - 1), path.get(i));
      } else if (!wanted.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(named);
  }
}
