/**
 * The time of a device: the time of day, and the time since the last boot. Inside this module only.
 *
 * <p>Start with {@link io.assetota.core.store.clock.DeviceClock}.
 */
@NullMarked
package io.assetota.core.store.clock;

import org.jspecify.annotations.NullMarked;
