/** Delivery of bundles to a device: sources, plans and the agent that carries them out. */
@NullMarked
package io.assetota.ota;

import org.jspecify.annotations.NullMarked;
