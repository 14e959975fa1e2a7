package io.assetota.server.console;

import io.assetota.ota.report.DeviceAttributes;
import io.assetota.server.fleet.devices.Device;
import io.assetota.server.fleet.rollouts.Action;
import java.util.Optional;

/**
 * A device in a list.
 *
 * @param device the device
 * @param attributes what it reported
 * @param application what it runs, in words
 * @param action its newest action
 * @param online whether it was seen lately
 */
record DeviceRow(
    Device device,
    DeviceAttributes attributes,
    String application,
    Optional<Action> action,
    boolean online) {}
