/**
 * Releases into hawkBit, over its Management API: start from {@link
 * io.assetota.ota.hawkbit.publish.HawkbitPublisher}.
 */
@NullMarked
package io.assetota.ota.hawkbit.publish;

import org.jspecify.annotations.NullMarked;
