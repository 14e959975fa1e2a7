/** The {@link io.assetota.server.fleet.devices.Devices} and what they tell about themselves. */
@NullMarked
package io.assetota.server.fleet.devices;

import org.jspecify.annotations.NullMarked;
