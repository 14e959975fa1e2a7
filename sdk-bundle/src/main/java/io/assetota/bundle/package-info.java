/**
 * Builds bundles of an application and its assets (docs/FORMAT.md, Bundle).
 *
 * <p>Start with {@link io.assetota.bundle.BundleBuilder}, and with {@link
 * io.assetota.bundle.ApplicationWrapper} to bundle a Java application. Bundles are read and
 * verified by {@link io.assetota.core.bundle.Bundle}.
 */
@NullMarked
package io.assetota.bundle;

import org.jspecify.annotations.NullMarked;
