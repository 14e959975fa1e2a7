/**
 * What a device's runtime tells: each {@link io.assetota.runtime.event.RuntimeEvent} to a {@link
 * io.assetota.runtime.event.RuntimeListener}, and its {@link
 * io.assetota.runtime.event.RuntimeStatus} to whoever asks.
 */
@NullMarked
package io.assetota.runtime.event;

import org.jspecify.annotations.NullMarked;
