/**
 * What a device has and what happened to it: values for status reports.
 *
 * <p>Start with {@link io.assetota.core.device.DeviceStatus}.
 */
@NullMarked
package io.assetota.core.device;

import org.jspecify.annotations.NullMarked;
