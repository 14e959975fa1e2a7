/**
 * Signed releases: who made a bundle, for which product and platforms, in which order, and until
 * when (docs/SECURITY.md).
 *
 * <p>Start with {@link io.assetota.bundle.signing.SigningKey} and {@link
 * io.assetota.bundle.signing.BundleSigner} to sign, and with {@link
 * io.assetota.bundle.signing.Keyring}, {@link io.assetota.bundle.signing.TrustState} and {@link
 * io.assetota.bundle.signing.BundleVerifier} to verify.
 */
@NullMarked
package io.assetota.bundle.signing;

import org.jspecify.annotations.NullMarked;
