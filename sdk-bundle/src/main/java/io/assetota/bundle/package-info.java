/**
 * Bundles of an application and its assets: the {@code .zip} that is the one artifact from the
 * author's disk to the device (docs/FORMAT.md, Bundle).
 *
 * <p>Start with {@link io.assetota.bundle.BundleBuilder} to make one, {@link
 * io.assetota.bundle.Bundle} to open and verify one, and {@link
 * io.assetota.bundle.ApplicationWrapper} to bundle a Java application.
 */
@NullMarked
package io.assetota.bundle;

import org.jspecify.annotations.NullMarked;
