/**
 * Signs bundles (docs/SECURITY.md).
 *
 * <p>Start with {@link io.assetota.core.release.SigningKey} and {@link
 * io.assetota.bundle.signing.BundleSigner}. Verifying is in {@link io.assetota.core.release}.
 */
@NullMarked
package io.assetota.bundle.signing;

import org.jspecify.annotations.NullMarked;
