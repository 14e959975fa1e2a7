/**
 * Where bundles come from: start from {@link io.assetota.ota.source.BundleSource}, which reads
 * files and web servers, and which other sources implement.
 */
@NullMarked
package io.assetota.ota.source;

import org.jspecify.annotations.NullMarked;
