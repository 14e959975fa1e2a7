package io.assetota.ota.hawkbit.ddi;

import com.google.common.collect.ImmutableMap;
import io.assetota.core.json.JsonFields;
import io.assetota.ota.hawkbit.json.JsonExchange;
import io.assetota.ota.hawkbit.json.JsonExchange.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports the attributes of the device. A server that refuses some of them takes none, and doesn't
 * say which, so they are searched by halves.
 */
final class AttributeReport {
  /** For two that are refused among a hundred, 27 are enough. */
  static final int MOST_REQUESTS = 40;

  private final JsonExchange exchange;
  private final URI link;

  AttributeReport(JsonExchange exchange, URI link) {
    this.exchange = exchange;
    this.link = link;
  }

  /** Reports all attributes in place of earlier ones; returns the refused ones and the reasons. */
  Map<String, String> tell(Map<String, String> attributes) throws IOException {
    Answer whole = put("replace", List.copyOf(attributes.entrySet()));
    if (!isRefusal(whole)) {
      whole.requireSuccess();
      return Map.of();
    }
    Deque<List<Map.Entry<String, String>>> parts = new ArrayDeque<>();
    split(List.copyOf(attributes.entrySet()), parts);
    Map<String, String> refused = new LinkedHashMap<>();
    String mode = "replace"; // until the first is taken: the others go beside it
    for (int requests = 1; !parts.isEmpty(); requests++) {
      List<Map.Entry<String, String>> part = parts.removeFirst();
      if (requests >= MOST_REQUESTS) {
        part.forEach(e -> refused.put(e.getKey(), "not sent: too many are refused"));
        continue;
      }
      Answer answer = put(mode, part);
      if (!isRefusal(answer)) {
        answer.requireSuccess();
        mode = "merge";
      } else if (part.size() > 1) {
        split(part, parts);
      } else {
        refused.put(part.get(0).getKey(), "status " + answer.status() + answer.said());
      }
    }
    if (refused.size() == attributes.size()) {
      throw whole.refused();
    }
    return ImmutableMap.copyOf(refused);
  }

  private static void split(
      List<Map.Entry<String, String>> whole, Deque<List<Map.Entry<String, String>>> parts) {
    int half = (whole.size() + 1) / 2;
    if (half < whole.size()) {
      parts.addFirst(whole.subList(half, whole.size()));
    }
    parts.addFirst(whole.subList(0, half));
  }

  /** Tells whether the content was refused, and not the sender. */
  private static boolean isRefusal(Answer answer) {
    return answer.status() == 400 || answer.status() == 413 || answer.status() == 422;
  }

  private Answer put(String mode, List<Map.Entry<String, String>> attributes) throws IOException {
    JsonFields body =
        json ->
            json.put("mode", mode)
                .put(
                    "data",
                    data -> {
                      for (Map.Entry<String, String> attribute : attributes) {
                        data.put(attribute.getKey(), attribute.getValue());
                      }
                    });
    return exchange.sendOnce(JsonExchange.call("PUT", link, body));
  }
}
