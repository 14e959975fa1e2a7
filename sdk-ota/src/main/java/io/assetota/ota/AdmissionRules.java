package io.assetota.ota;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.release.Keyring;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which bundles a device takes.
 *
 * @param keyring whose signatures they need; empty for none
 * @param clockReliable whether the device's clock may decide what has expired
 * @param downgradeAllowed whether an older application may replace a newer one
 * @param limits how large a bundle may be
 * @param systemVersion the version of the system on the device; empty if it doesn't matter
 * @param systemUpgrade brings a newer system
 */
record AdmissionRules(
    Optional<Keyring> keyring,
    boolean clockReliable,
    boolean downgradeAllowed,
    BundleLimits limits,
    OptionalInt systemVersion,
    SystemUpgrade systemUpgrade) {}
