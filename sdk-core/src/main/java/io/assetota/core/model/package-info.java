/**
 * The values that all of this SDK is about, and its family of exceptions.
 *
 * <p>Start with {@link io.assetota.core.model.Asset}, {@link io.assetota.core.model.AssetReference}
 * and {@link io.assetota.core.model.AssetReader}; every failure is an {@link
 * io.assetota.core.model.AssetException}.
 */
@NullMarked
package io.assetota.core.model;

import org.jspecify.annotations.NullMarked;
