package io.assetota.server.console;

import io.assetota.ota.report.RuntimeAttributes;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.ActionStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One device.
 *
 * @param frame what is around the page
 * @param row the device as in a list
 * @param current the update that goes on
 * @param actions its updates, the newest first
 * @param history what it told about them, the newest first
 * @param releases what it may get
 * @param rawAttributes what it told about itself
 * @param runtime what its runtime told about its application
 */
record DevicePage(
    Frame frame,
    DeviceRow row,
    Optional<ActionRow> current,
    List<ActionRow> actions,
    List<ActionStatus> history,
    List<Release> releases,
    Map<String, String> rawAttributes,
    Optional<RuntimeAttributes> runtime) {
  /** How many messages of a status are shown at once; the others are folded. */
  private static final int SHOWN = 3;

  /** The last message of the update that goes on. */
  String lastMessage() {
    return history.stream()
        .filter(s -> current.isPresent() && current.get().action().id() == s.actionId())
        .flatMap(s -> s.details().stream())
        .findFirst()
        .orElse("");
  }

  /** The messages of a status that are shown at once. */
  List<String> shown(ActionStatus status) {
    return status.details().subList(0, Math.min(SHOWN, status.details().size()));
  }

  /** The other messages, as lines. */
  String folded(ActionStatus status) {
    return String.join(
        "\n", status.details().subList(shown(status).size(), status.details().size()));
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
