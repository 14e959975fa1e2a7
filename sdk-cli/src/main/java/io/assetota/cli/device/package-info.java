/**
 * Installs bundles on a device and reports what it has. {@link
 * io.assetota.cli.device.DeviceCommands} lists the commands, {@link
 * io.assetota.cli.device.UpdateOptions} has the options of those that install.
 */
@NullMarked
package io.assetota.cli.device;

import org.jspecify.annotations.NullMarked;
