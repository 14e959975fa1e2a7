package io.assetota.server.fleet.rollouts;

import java.util.List;

/**
 * Devices of a rollout that failed alike.
 *
 * @param reason what one of them said
 * @param count how many they are
 * @param devices the first of them
 */
public record FailureGroup(String reason, long count, List<String> devices) {
  /** Copies the list. */
  public FailureGroup {
    devices = List.copyOf(devices);
  }
}
