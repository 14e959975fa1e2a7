/**
 * Bundles of an application and its assets: the {@code .zip} that is the one artifact from the
 * author's disk to the device (docs/FORMAT.md, Bundle).
 *
 * <p>Start with {@link io.assetota.core.bundle.Bundle} to open and verify a bundle. The module
 * {@code sdk-bundle} builds and signs bundles.
 */
@NullMarked
package io.assetota.core.bundle;

import org.jspecify.annotations.NullMarked;
