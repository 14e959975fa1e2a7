/**
 * Updates of a device: start from {@link io.assetota.ota.UpdateAgent}. It takes a bundle from a
 * {@link io.assetota.ota.source.BundleSource}, plans what has to be fetched, and installs
 * application and assets as one step.
 */
@NullMarked
package io.assetota.ota;

import org.jspecify.annotations.NullMarked;
