/**
 * Updates from hawkBit, over its Direct Device Integration (DDI), and releases into it, over its
 * Management API.
 *
 * <p>On a device, start from {@link HawkbitAgent}. Where releases are made, from {@link
 * HawkbitPublisher}. {@link DdiClient} is the device's side of the protocol alone.
 */
@NullMarked
package io.assetota.ota.hawkbit;

import org.jspecify.annotations.NullMarked;
