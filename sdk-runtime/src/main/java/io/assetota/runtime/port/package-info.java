/**
 * What a device's runtime needs from the machine: {@link io.assetota.runtime.port.RuntimeClock
 * time}, {@link io.assetota.runtime.port.ApplicationLauncher processes}, and {@link
 * io.assetota.runtime.port.HealthProbe health checks}. The real ones are used unless a test gives
 * others.
 */
@NullMarked
package io.assetota.runtime.port;

import org.jspecify.annotations.NullMarked;
