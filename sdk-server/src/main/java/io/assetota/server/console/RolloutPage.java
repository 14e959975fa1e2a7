package io.assetota.server.console;

import io.assetota.server.fleet.rollouts.Action;
import java.util.List;

/** One rollout. */
record RolloutPage(Frame frame, RolloutRow row, List<Action> actions) {}
