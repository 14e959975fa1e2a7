package io.assetota.ota.operator;

import com.google.common.collect.ImmutableList;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a rollout would do.
 *
 * @param devices how many devices would get it, of those that the server knows
 * @param leftOut how many would not, since the release has failed its trial on them
 * @param installation how devices would install it
 * @param waves its waves
 */
public record RolloutPreview(
    long devices, long leftOut, Installation installation, List<Wave> waves) {
  private static final int MAX_WAVES = 100;
  private static final int MAX_TEXT = 256;

  /**
   * A wave.
   *
   * @param size which devices it has: a count, a share, a tag or the rest
   * @param devices how many that is; empty for a tag and the rest
   * @param maxFailures how many failures halt the rollout: a count, a share or none
   * @param soak how long to wait after it
   */
  public record Wave(String size, OptionalLong devices, String maxFailures, String soak) {}

  /** Copies the list. */
  public RolloutPreview {
    waves = ImmutableList.copyOf(waves);
  }

  static RolloutPreview read(JsonObject answer) throws IOException {
    List<Wave> waves = new ArrayList<>();
    for (JsonObject wave : answer.objects("waves", MAX_WAVES)) {
      waves.add(
          new Wave(
              wave.text("size", MAX_TEXT),
              wave.find("devices").filter(d -> d.kind() != JsonValue.Kind.NULL).isPresent()
                  ? OptionalLong.of(wave.integer("devices", 0, JsonValue.MAX_INTEGER))
                  : OptionalLong.empty(),
              wave.text("maxFailures", MAX_TEXT),
              wave.text("soak", MAX_TEXT)));
    }
    return new RolloutPreview(
        answer.integer("devices", 0, JsonValue.MAX_INTEGER),
        answer.integer("leftOut", 0, JsonValue.MAX_INTEGER),
        Installation.read(answer),
        waves);
  }
}
