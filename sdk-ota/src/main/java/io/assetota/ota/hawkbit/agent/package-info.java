/**
 * Updates from hawkBit, or from another server that speaks its Direct Device Integration (DDI):
 * start from {@link io.assetota.ota.hawkbit.agent.HawkbitAgent}.
 */
@NullMarked
package io.assetota.ota.hawkbit.agent;

import org.jspecify.annotations.NullMarked;
