package io.assetota.handlers.coprocessor.smp.protocol;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The answer to Slot info (Zephyr, "Application/software image management group"). */
final class SlotSizes {
  private SlotSizes() {}

  /** The size of the smallest slot of an image, or what the part says is the most. */
  static OptionalLong roomFor(Map<String, Object> answer, int image) {
    if (answer.get("images") instanceof List<?> images) {
      for (Object entry : images) {
        if (entry instanceof Map<?, ?> map && Long.valueOf(image).equals(map.get("image"))) {
          return map.get("max_image_size") instanceof Long most && most > 0
              ? OptionalLong.of(most)
              : smallest(map.get("slots"));
        }
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong smallest(@Nullable Object slots) {
    if (!(slots instanceof List<?> list)) {
      return OptionalLong.empty();
    }
    return list.stream()
        .filter(slot -> slot instanceof Map<?, ?>)
        .map(slot -> ((Map<?, ?>) slot).get("size"))
        .filter(size -> size instanceof Long)
        .mapToLong(size -> (Long) size)
        .filter(size -> size > 0)
        .min();
  }
}
