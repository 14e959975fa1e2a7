package io.assetota.server.console;

import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.Action;

/**
 * An action with its release.
 *
 * @param action the action
 * @param release the release
 */
record ActionRow(Action action, Release release) {}
