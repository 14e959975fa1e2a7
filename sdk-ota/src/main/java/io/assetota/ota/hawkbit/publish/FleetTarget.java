package io.assetota.ota.hawkbit.publish;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A device as hawkBit should know it.
 *
 * @param id its controller id
 * @param tags the tags that it should have; it may have others
 * @param token the token of its own that it should have; empty for whatever hawkBit gives it
 */
public record FleetTarget(String id, SortedSet<String> tags, Optional<String> token) {
  /** Copies the tags. */
  public FleetTarget {
    tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
  }

  /** Names the device alone: the token is a secret. */
  @Override
  public String toString() {
    return id;
  }
}
