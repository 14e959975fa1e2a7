package io.assetota.server.console;

import io.assetota.server.fleet.groups.Selection;
import java.util.List;
import java.util.Map;

/**
 * All rollouts, and the groups of devices for them.
 *
 * @param frame what is around the page
 * @param rollouts the rollouts, the newest first
 * @param selections questions about devices that have a name
 * @param tags how many devices have which tag
 */
record RolloutsPage(
    Frame frame,
    List<RolloutRow> rollouts,
    List<Selection> selections,
    Map<String, Integer> tags) {}
