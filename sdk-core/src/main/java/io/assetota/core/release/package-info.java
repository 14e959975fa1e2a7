/**
 * Signed releases: who made a bundle, for which product and platforms, in which order, and until
 * when (docs/SECURITY.md).
 *
 * <p>Start with {@link io.assetota.core.release.Keyring}, {@link
 * io.assetota.core.release.TrustState} and {@link io.assetota.core.release.BundleVerifier} to
 * verify, and with {@link io.assetota.core.release.SigningKey} to make keys. The module {@code
 * sdk-bundle} signs bundles.
 */
@NullMarked
package io.assetota.core.release;

import org.jspecify.annotations.NullMarked;
