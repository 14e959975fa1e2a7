package io.assetota.handlers.testkit.smp;

import io.assetota.handlers.testkit.smp.McubootSlots.Swap;
import io.assetota.handlers.testkit.smp.SmpTraits.Difference;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The upload of an image, which a program goes on with where it was cut off. */
final class SmpUpload {
  private static final long MILLISECOND = 1_000_000L;
  private static final long WRITING = 5 * MILLISECOND;

  /** How long a slot takes to be erased, in nanoseconds. */
  static final long ERASE = 300 * MILLISECOND;

  private final McubootSlots slots;
  private final SmpTraits traits;
  private byte[] expected = new byte[0];
  private int total;
  private int received;
  private int wornOutAt = -1;

  SmpUpload(McubootSlots slots, SmpTraits traits) {
    this.slots = slots;
    this.traits = traits;
  }

  void wearOut(int offset) {
    wornOutAt = offset;
  }

  void forget() {
    expected = new byte[0];
    total = 0;
    received = 0;
  }

  /** The other slot can't be written while it is the way back, or the way ahead. */
  void requireFree() throws SmpRefusal {
    if (slots.swap() != Swap.NONE) {
      throw new SmpRefusal(SmpRefusal.BAD_STATE, 9);
    }
  }

  /** Takes a part of the image. Returns how long it takes. */
  long take(Map<String, Object> request, Map<String, Object> answer, boolean inRecovery)
      throws SmpRefusal {
    if (!(request.get("off") instanceof Long offset)
        || !(request.get("data") instanceof byte[] data)) {
      throw new SmpRefusal(SmpRefusal.INVALID, 20);
    }
    int slot = inRecovery ? 0 : 1;
    long delay = WRITING;
    if (offset == 0) {
      delay = begin(request, slot, inRecovery);
    }
    if (offset == received && total > 0) {
      if (received + data.length > total) {
        throw new SmpRefusal(SmpRefusal.INVALID, 31);
      }
      slots.write(slot, received, data);
      if (wornOutAt >= received && wornOutAt < received + data.length) {
        slots.write(slot, wornOutAt, new byte[] {(byte) (data[wornOutAt - received] ^ 0x10)});
      }
      received += data.length;
    }
    if (inRecovery) {
      answer.put("rc", 0);
    }
    answer.put("off", received);
    if (received == total && !inRecovery && traits.has(Difference.CHECKS_UPLOAD)) {
      matches(slot).ifPresent(match -> answer.put("match", match));
    }
    return delay;
  }

  /** An upload with the hash of one that was cut off goes on, in a program. */
  private long begin(Map<String, Object> request, int slot, boolean inRecovery) throws SmpRefusal {
    if (!(request.get("len") instanceof Long length) || length <= 0) {
      throw new SmpRefusal(SmpRefusal.INVALID, 21);
    }
    if (length > slots.size()) {
      throw new SmpRefusal(SmpRefusal.INVALID, 30);
    }
    byte[] hash = request.get("sha") instanceof byte[] given ? given : new byte[0];
    if (!inRecovery) {
      requireFree();
      if (hash.length > 0 && Arrays.equals(hash, expected) && received < total) {
        return WRITING;
      }
    }
    expected = hash;
    total = length.intValue();
    received = 0;
    slots.erase(slot);
    return ERASE;
  }

  private Optional<Boolean> matches(int slot) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(slots.read(slot, total));
      return expected.length == 0 ? Optional.empty() : Optional.of(Arrays.equals(digest, expected));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
