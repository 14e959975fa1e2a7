/**
 * Releases and fleets into hawkBit, over its Management API: start from {@link
 * io.assetota.ota.hawkbit.publish.HawkbitPublisher} or {@link
 * io.assetota.ota.hawkbit.publish.HawkbitFleet}.
 */
@NullMarked
package io.assetota.ota.hawkbit.publish;

import org.jspecify.annotations.NullMarked;
