package io.assetota.ota.hawkbit.publish;

import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.ota.hawkbit.json.HawkbitJson;
import io.assetota.ota.hawkbit.publish.HawkbitRollouts.Progress;
import io.assetota.ota.report.FailureGroup;
import io.assetota.ota.report.FailureReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What hawkBit tells of a rollout that is there. */
final class RolloutStates {
  /** Of how many targets the reasons are asked for. */
  private static final int MAX_FAILURES = 50;

  private static final int MAX_TEXTS = 100;

  private final ManagementApi api;

  RolloutStates(ManagementApi api) {
    this.api = api;
  }

  /** Returns its groups, in their order. */
  List<JsonObject> groups(long id) throws IOException {
    return api.content(
        HawkbitRollouts.ROLLOUTS + "/" + id + "/deploygroups?limit=" + MAX_TEXTS + "&sort=id:ASC");
  }

  /** Tells how far it is. */
  Progress progress(long id) throws IOException {
    JsonObject rollout = api.get(HawkbitRollouts.ROLLOUTS, id);
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> count :
        rollout.objectOrEmpty("totalTargetsPerStatus").members().entrySet()) {
      long number = count.getValue().integer(0, JsonValue.MAX_INTEGER);
      if (number > 0) {
        counts.put(count.getKey(), number);
      }
    }
    List<JsonObject> groups = groups(id);
    int reached = 0;
    String halted = "";
    for (JsonObject group : groups) {
      String status = HawkbitJson.lenient(group, "status");
      if (!status.equals("scheduled") && !status.equals("ready")) {
        reached++;
      }
      if (status.equals("error")) {
        halted = HawkbitJson.lenient(group, "name");
      }
    }
    return new Progress(
        HawkbitJson.lenient(rollout, "status"),
        Math.max(1, reached),
        groups.size(),
        halted,
        counts,
        counts.containsKey("error") ? failures(id) : List.of());
  }

  private List<FailureGroup> failures(long id) throws IOException {
    Map<String, FailureReason> reasons = new LinkedHashMap<>();
    for (JsonObject action : api.first("actions", "rollout.id==" + id + ";status==ERROR")) {
      String self =
          HawkbitJson.lenient(action.objectOrEmpty("_links").objectOrEmpty("self"), "href");
      int begin = self.indexOf("/targets/");
      int end = self.lastIndexOf("/actions/");
      if (begin < 0 || end < begin || reasons.size() == MAX_FAILURES) {
        continue;
      }
      String target = self.substring(begin + "/targets/".length(), end);
      reasons.put(target, FailureReason.of(lastWords(self.substring(begin + 1)), target));
    }
    return FailureGroup.of(reasons);
  }

  private List<String> lastWords(String action) throws IOException {
    for (JsonObject status : api.content(action + "/status?limit=1&sort=id:DESC")) {
      List<String> texts = new ArrayList<>();
      for (JsonValue text : status.listOrEmpty("messages", MAX_TEXTS)) {
        texts.add(text.scalar(Integer.MAX_VALUE));
      }
      return texts;
    }
    return List.of();
  }
}
