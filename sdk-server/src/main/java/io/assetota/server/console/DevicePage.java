package io.assetota.server.console;

import io.assetota.ota.report.RuntimeAttributes;
import io.assetota.server.fleet.groups.Tags;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.ActionStatus;
import io.assetota.server.fleet.rules.ActionState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One device.
 *
 * @param frame what is around the page
 * @param row the device as in a list
 * @param tags its tags, and who gave them
 * @param current the update that is under way
 * @param actions its updates, the newest first
 * @param history its messages about them, the newest first
 * @param releases what fits its platform
 * @param rawAttributes all that it reported
 * @param parts the versions that the parts behind its board have, by their names
 * @param runtime what its runtime reported about its application
 */
record DevicePage(
    Frame frame,
    DeviceRow row,
    Map<String, Tags.Source> tags,
    Optional<ActionRow> current,
    List<ActionRow> actions,
    List<ActionStatus> history,
    List<Release> releases,
    Map<String, String> rawAttributes,
    Map<String, String> parts,
    Optional<RuntimeAttributes> runtime) {
  /** How many messages of a status are shown at once; the others are folded. */
  private static final int SHOWN = 3;

  /** The last message of the update that is under way. */
  String lastMessage() {
    return history.stream()
        .filter(s -> current.isPresent() && current.get().action().id() == s.actionId())
        .flatMap(s -> s.details().stream())
        .findFirst()
        .orElse("");
  }

  /** Its last update, if that failed. */
  Optional<ActionRow> failed() {
    return actions.stream().findFirst().filter(a -> a.action().state() == ActionState.ERROR);
  }

  /** All that the device told when an update failed: the reason, and what the application wrote. */
  List<String> failure(ActionRow update) {
    return history.stream()
        .filter(s -> s.actionId() == update.action().id() && s.finished().equals("failure"))
        .findFirst()
        .map(ActionStatus::details)
        .orElse(List.of());
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

  /** The title of the release that an entry of the history belongs to. */
  String titleOf(ActionStatus status) {
    return actions.stream()
        .filter(a -> a.action().id() == status.actionId())
        .findFirst()
        .map(a -> a.release().title())
        .orElse("update " + status.actionId());
  }
}
