/**
 * The {@link io.assetota.server.fleet.releases.Releases}: bundles that were uploaded and found
 * valid.
 */
@NullMarked
package io.assetota.server.fleet.releases;

import org.jspecify.annotations.NullMarked;
