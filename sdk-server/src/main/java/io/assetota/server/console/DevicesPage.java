package io.assetota.server.console;

import io.assetota.server.fleet.devices.Devices;
import java.util.List;
import java.util.Optional;

/** The list of devices, and what is going on. */
record DevicesPage(
    Frame frame,
    Devices.Totals totals,
    List<RolloutRow> rollouts,
    List<DeviceRow> devices,
    String query,
    Optional<String> next) {}
