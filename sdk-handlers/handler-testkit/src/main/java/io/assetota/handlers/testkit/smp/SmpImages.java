package io.assetota.handlers.testkit.smp;

import io.assetota.handlers.testkit.smp.McubootSlots.Swap;
import io.assetota.handlers.testkit.smp.SmpTraits.Difference;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands of group 1 that tell and change what becomes of the images in the slots. */
final class SmpImages {
  private final McubootSlots slots;
  private final SmpTraits traits;

  SmpImages(McubootSlots slots, SmpTraits traits) {
    this.slots = slots;
    this.traits = traits;
  }

  /** The slots of the image. */
  Map<String, Object> sizes() {
    return Map.of(
        "image",
        0,
        "slots",
        List.of(Map.of("slot", 0, "size", slots.size()), Map.of("slot", 1, "size", slots.size())));
  }

  /** What a part or its boot loader lists. */
  List<Object> list(boolean inRecovery) {
    List<Object> images = new ArrayList<>();
    for (int slot = 0; slot < 2; slot++) {
      // A boot loader checks what it lists; a program only looks at the header.
      if (inRecovery ? slots.isValid(slot) : slots.hasImage(slot)) {
        images.add(image(slot, inRecovery));
      }
    }
    return images;
  }

  private Map<String, Object> image(int slot, boolean inRecovery) {
    Map<String, Object> image = new LinkedHashMap<>();
    image.put("slot", slot);
    image.put("version", slots.version(slot));
    if (!inRecovery || !traits.has(Difference.NO_HASHES_IN_RECOVERY)) {
      slots.hash(slot).ifPresent(hash -> image.put("hash", hash));
    }
    Swap swap = slots.swap();
    if (!inRecovery || traits.has(Difference.STATES_IN_RECOVERY)) {
      image.put("bootable", true);
      flag(image, "pending", slot == 1 && (swap == Swap.TEST || swap == Swap.PERMANENT));
      flag(image, "confirmed", slot == (swap == Swap.REVERT ? 1 : 0));
      flag(image, "active", slot == 0);
      flag(image, "permanent", slot == 1 && swap == Swap.PERMANENT);
    }
    return image;
  }

  /** Also if it is not set: older clients want to see all of them. */
  private static void flag(Map<String, Object> image, String name, boolean set) {
    image.put(name, set);
  }

  /** Tests or confirms an image. */
  void setState(Map<String, Object> request) throws SmpRefusal {
    boolean confirm = Boolean.TRUE.equals(request.get("confirm"));
    byte[] hash = request.get("hash") instanceof byte[] given ? given : new byte[0];
    if (hash.length == 0) {
      if (!confirm) {
        throw new SmpRefusal(SmpRefusal.INVALID, 25);
      }
      slots.confirm();
      return;
    }
    String name = HexFormat.of().formatHex(hash);
    if (name.equals(slots.name(0))) {
      if (!confirm) {
        throw new SmpRefusal(SmpRefusal.BAD_STATE, 29);
      }
      slots.confirm();
    } else if (name.equals(slots.name(1))) {
      if (slots.swap() == Swap.REVERT) {
        throw new SmpRefusal(SmpRefusal.BAD_STATE, 29);
      }
      slots.mark(confirm);
    } else {
      throw new SmpRefusal(SmpRefusal.NO_ENTRY, 8);
    }
  }
}
