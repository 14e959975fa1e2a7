package io.assetota.server.console;

import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.ActionStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One device. */
record DevicePage(
    Frame frame,
    DeviceRow row,
    Optional<ActionRow> current,
    List<ActionRow> actions,
    List<ActionStatus> history,
    List<Release> releases,
    Map<String, String> rawAttributes) {

  /** The last message of the update that goes on. */
  String lastMessage() {
    return history.stream()
        .filter(s -> current.isPresent() && current.get().action().id() == s.actionId())
        .flatMap(s -> s.details().stream())
        .findFirst()
        .orElse("");
  }

  /** What a history entry belongs to. */
  String titleOf(ActionStatus status) {
    return actions.stream()
        .filter(a -> a.action().id() == status.actionId())
        .findFirst()
        .map(a -> a.release().title())
        .orElse("update " + status.actionId());
  }
}
