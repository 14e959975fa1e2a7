package io.assetota.ota.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Devices that failed alike.
 *
 * @param reason what one of them said
 * @param count how many they are
 * @param devices the first of them
 */
public record FailureGroup(String reason, long count, List<String> devices) {
  /** Copies the list. */
  public FailureGroup {
    devices = ImmutableList.copyOf(devices);
  }

  /**
   * Groups devices by their reasons.
   *
   * @param reasons what each device said, by its name
   * @return the groups, the largest first
   */
  public static List<FailureGroup> of(Map<String, FailureReason> reasons) {
    Map<String, List<String>> devices = new LinkedHashMap<>();
    Map<String, String> said = new LinkedHashMap<>();
    reasons.forEach(
        (device, reason) -> {
          devices.computeIfAbsent(reason.group(), g -> new ArrayList<>()).add(device);
          said.putIfAbsent(reason.group(), reason.text());
        });
    return devices.entrySet().stream()
        .map(
            e ->
                new FailureGroup(
                    Objects.requireNonNull(said.get(e.getKey())),
                    e.getValue().size(),
                    e.getValue()))
        .sorted(Comparator.comparingLong(FailureGroup::count).reversed())
        .toList();
  }
}
