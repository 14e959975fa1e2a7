package io.assetota.core.release;

import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.List;

/**
 * Keys, and how many of them have to sign. Immutable.
 *
 * @param threshold how many different keys have to sign, at least 1
 * @param keys the keys, ordered by id; 1 to {@value #MAX_KEYS}, at least as many as the threshold,
 *     none of them twice
 */
public record KeyRole(int threshold, List<TrustedKey> keys) {
  /** The most keys of a role. */
  public static final int MAX_KEYS = 16;

  /**
   * Checks the numbers and sorts the keys.
   *
   * @throws IllegalArgumentException if a rule is broken, with the rule in the message
   */
  public KeyRole {
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "a role has 1 to " + MAX_KEYS + " keys, not " + keys.size());
    }
    if (new HashSet<>(keys).size() < keys.size()) {
      throw new IllegalArgumentException("a role has a key twice");
    }
    if (threshold < 1 || threshold > keys.size()) {
      throw new IllegalArgumentException(
          "a threshold is 1 to the number of keys, " + keys.size() + ", not " + threshold);
    }
    keys = ImmutableList.sortedCopyOf(keys);
  }

  /**
   * A role in which every key may sign alone.
   *
   * @param keys the keys
   * @return the role
   */
  public static KeyRole anyOf(TrustedKey... keys) {
    return new KeyRole(1, List.of(keys));
  }

  /** Returns which keys signed, and whether they are enough. */
  Signers signersOf(Envelope envelope) {
    return new Signers(this, envelope.signers(keys));
  }

  /**
   * The keys that signed.
   *
   * @param role the role in which they did
   * @param keys the keys, each once
   */
  record Signers(KeyRole role, List<TrustedKey> keys) {
    boolean areEnough() {
      return keys.size() >= role.threshold();
    }

    /** Describes which signatures are there and which are missing. */
    @Override
    public String toString() {
      return keys.size()
          + " of the "
          + role.threshold()
          + " required signatures are there and valid"
          + (keys.isEmpty() ? "" : ", by " + keys)
          + "; trusted keys: "
          + role.keys();
    }
  }
}
