package io.assetota.handlers.coprocessor.smp.protocol;

import io.assetota.core.model.Printable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image in a slot, as a part lists it (Zephyr, "Application/software image management group").
 *
 * @param image the number of the image, 0 for a part with only one
 * @param slot 0 for the primary slot, 1 for the secondary one
 * @param version as the part writes it
 * @param hash that in the image's TLVs, in hexadecimal; a boot loader may leave it out
 * @param active whether it runs
 * @param pending whether it is started at the next reset
 * @param confirmed whether it stays after a reset, or is what the part goes back to
 * @param permanent whether it is confirmed as soon as it is started
 */
public record ImageSlot(
    int image,
    int slot,
    String version,
    Optional<String> hash,
    boolean active,
    boolean pending,
    boolean confirmed,
    boolean permanent) {

  /** Takes what can be understood; a part may list more than that. */
  static List<ImageSlot> listOf(Map<String, Object> answer) {
    List<ImageSlot> slots = new ArrayList<>();
    if (answer.get("images") instanceof List<?> images) {
      for (Object image : images) {
        if (image instanceof Map<?, ?> map && map.get("slot") instanceof Long slot) {
          slots.add(of(map, slot.intValue()));
        }
      }
    }
    return List.copyOf(slots);
  }

  private static ImageSlot of(Map<?, ?> map, int slot) {
    return new ImageSlot(
        map.get("image") instanceof Long image ? image.intValue() : 0,
        slot,
        map.get("version") instanceof String version ? Printable.text(version) : "unknown",
        map.get("hash") instanceof byte[] hash
            ? Optional.of(HexFormat.of().formatHex(hash))
            : Optional.empty(),
        isSet(map, "active"),
        isSet(map, "pending"),
        isSet(map, "confirmed"),
        isSet(map, "permanent"));
  }

  private static boolean isSet(Map<?, ?> map, String flag) {
    return Boolean.TRUE.equals(map.get(flag));
  }

  /** Returns whether this holds the image with a hash. */
  public boolean holds(String wanted) {
    return hash.equals(Optional.of(wanted));
  }
}
