package io.assetota.ota.operator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.ota.report.FailureGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a rollout is.
 *
 * @param id its number
 * @param state {@code RUNNING}, {@code PAUSED}, {@code HALTED}, {@code CANCELED}, {@code REPLACED}
 *     or {@code DONE}; a newer server may have others
 * @param reason why it doesn't go on; else empty
 * @param completion whether there is something to wait for
 * @param wave the wave that it has got to, from 1 on
 * @param waves how many waves it has
 * @param nextWaveAt when the next wave begins, by the server's clock, in ISO 8601; empty unless it
 *     waits for that
 * @param counts how many devices are in which state, such as {@code FINISHED} or {@code ERROR}
 * @param failures the devices that failed, grouped by their reasons
 * @param leftOut how many devices don't get it, since the release has failed its trial on them
 */
public record RolloutProgress(
    long id,
    String state,
    String reason,
    Completion completion,
    long wave,
    int waves,
    Optional<String> nextWaveAt,
    Map<String, Long> counts,
    List<FailureGroup> failures,
    long leftOut) {
  private static final int MAX_TEXT = 4096;
  private static final int MAX_LIST = 1000;

  /** Whether there is something to wait for. */
  public enum Completion {
    /** Devices work on it, or wait for it. */
    GOING_ON,
    /** All devices that are there have ended it. */
    COMPLETE
  }

  /** Copies the collections. */
  public RolloutProgress {
    counts = ImmutableMap.copyOf(counts);
    failures = ImmutableList.copyOf(failures);
  }

  /**
   * Returns how many devices are in a state.
   *
   * @param deviceState its name, such as {@code FINISHED}
   * @return the count
   */
  public long count(String deviceState) {
    return counts.getOrDefault(deviceState, 0L);
  }

  /**
   * Returns how many devices have got it.
   *
   * @return the count, whatever came of it
   */
  public long devices() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  static RolloutProgress read(JsonObject answer) throws IOException {
    ImmutableMap.Builder<String, Long> counts = ImmutableMap.builder();
    for (Map.Entry<String, JsonValue> count : answer.object("actions").members().entrySet()) {
      counts.put(count.getKey(), count.getValue().integer(0, JsonValue.MAX_INTEGER));
    }
    List<FailureGroup> failures = new ArrayList<>();
    for (JsonObject group : answer.objects("failures", MAX_LIST)) {
      failures.add(
          new FailureGroup(
              group.text("reason", MAX_TEXT),
              group.integer("count", 0, JsonValue.MAX_INTEGER),
              group.texts("devices", MAX_LIST, MAX_TEXT)));
    }
    Optional<JsonValue> next = answer.find("nextWaveAt");
    return new RolloutProgress(
        answer.integer("id", 1, JsonValue.MAX_INTEGER),
        answer.text("state", MAX_TEXT),
        answer.text("reason", MAX_TEXT),
        answer.isTrue("complete") ? Completion.COMPLETE : Completion.GOING_ON,
        answer.integer("wave", 1, MAX_LIST),
        answer.objects("waves", MAX_LIST).size(),
        next.isPresent() && next.get().kind() != JsonValue.Kind.NULL
            ? Optional.of(next.get().text(MAX_TEXT))
            : Optional.empty(),
        counts.build(),
        failures,
        answer.integer("leftOut", 0, JsonValue.MAX_INTEGER));
  }
}
