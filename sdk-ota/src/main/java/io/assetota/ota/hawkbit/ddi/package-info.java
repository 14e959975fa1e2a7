/**
 * The device's side of hawkBit's Direct Device Integration (DDI) as a client: start from {@link
 * io.assetota.ota.hawkbit.ddi.DdiClient}. An agent that uses it is in {@link
 * io.assetota.ota.hawkbit.agent}.
 */
@NullMarked
package io.assetota.ota.hawkbit.ddi;

import org.jspecify.annotations.NullMarked;
