package io.assetota.server.entrance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a route does, in words: {@code rollout.pause} for {@code POST /rollouts/{id}/pause}. It is
 * the same for a route of the API and one of the console. Each route has one by itself.
 */
final class ActionName {
  private static final String API = "/api/v1/";

  /** What ends in an s, and is no list. */
  private static final Set<String> SINGULAR = Set.of("settings");

  private ActionName() {}

  static String of(String method, String route) {
    String path = route.startsWith(API) ? route.substring(API.length()) : route.substring(1);
    List<String> words = new ArrayList<>();
    String last = "";
    for (String segment : path.split("/", -1)) {
      last = segment;
      if (!segment.startsWith("{")) {
        words.add(isList(segment) ? segment.substring(0, segment.length() - 1) : segment);
      }
    }
    switch (method) {
      case "DELETE" -> words.add("delete");
      case "PUT", "PATCH" -> words.add("change");
      default -> {
        // The last word of others is what is done.
        if (isList(last)) {
          words.add("create");
        } else if (last.startsWith("{")) {
          words.add("change");
        }
      }
    }
    return String.join(".", words);
  }

  private static boolean isList(String segment) {
    return segment.endsWith("s") && !SINGULAR.contains(segment);
  }
}
