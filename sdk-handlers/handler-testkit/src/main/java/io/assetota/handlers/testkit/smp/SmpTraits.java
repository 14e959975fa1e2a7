package io.assetota.handlers.testkit.smp;

import java.util.EnumSet;
import java.util.Set;

/**
 * In what emulated parts with SMP differ. Immutable.
 *
 * @param slotSize bytes of each slot, 1024 or more
 * @param bufferSize the largest packet with its framing, in bytes, 128 or more
 * @param differences in what else it differs from the usual
 */
public record SmpTraits(int slotSize, int bufferSize, Set<Difference> differences) {
  /** As Zephyr and its MCUboot are usually built. */
  public static final SmpTraits USUAL = new SmpTraits(64 << 10, 384, Set.of());

  /** As old and small ones were. */
  public static final SmpTraits OLD =
      USUAL.with(
          Difference.FIRST_VERSION, Difference.NO_PARAMETERS, Difference.NO_HASHES_IN_RECOVERY);

  /** What can be different. */
  public enum Difference {
    /** It speaks the first version of SMP, with errors in the numbers of one list. */
    FIRST_VERSION,
    /** It does not tell its parameters. */
    NO_PARAMETERS,
    /** Its boot loader lists no hashes of images. */
    NO_HASHES_IN_RECOVERY,
    /** Its boot loader lists the states of images. */
    STATES_IN_RECOVERY,
    /** Its program checks the hash of an upload at its end. */
    CHECKS_UPLOAD
  }

  /**
   * Checks the numbers.
   *
   * @param slotSize bytes of each slot
   * @param bufferSize the largest packet with its framing
   * @param differences in what else it differs from the usual
   * @throws IllegalArgumentException if a number is out of its range
   */
  public SmpTraits {
    if (slotSize < 1024 || bufferSize < 128) {
      throw new IllegalArgumentException("no part is as small as that");
    }
    differences = Set.copyOf(differences);
  }

  /**
   * Adds differences.
   *
   * @param more in what it differs, too
   * @return changed traits
   */
  public SmpTraits with(Difference... more) {
    Set<Difference> all = EnumSet.noneOf(Difference.class);
    all.addAll(differences);
    all.addAll(Set.of(more));
    return new SmpTraits(slotSize, bufferSize, all);
  }

  boolean has(Difference difference) {
    return differences.contains(difference);
  }

  int protocolVersion() {
    return has(Difference.FIRST_VERSION) ? 1 : 2;
  }
}
