package io.assetota.server.console;

import java.util.List;

/** All rollouts. */
record RolloutsPage(Frame frame, List<RolloutRow> rollouts) {}
