package io.assetota.server.console;

import io.assetota.server.fleet.Action;
import io.assetota.server.fleet.Release;

/**
 * An action with what it brings.
 *
 * @param action the action
 * @param release the release
 */
record ActionRow(Action action, Release release) {}
