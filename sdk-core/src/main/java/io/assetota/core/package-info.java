/**
 * The device side of Asset OTA: what an application uses to get at its assets.
 *
 * <p>Start with {@link io.assetota.core.AssetManager}; route assets to the parts they are for with
 * {@link io.assetota.core.AssetRouter}; read one with {@link io.assetota.core.model.AssetReader}.
 */
@NullMarked
package io.assetota.core;

import org.jspecify.annotations.NullMarked;
