/**
 * Files that people write or that other programs may be writing; for the modules of this SDK only.
 * Start with {@link io.assetota.core.files.TextFile} and {@link io.assetota.core.files.SteadyFile}.
 */
@NullMarked
package io.assetota.core.files;

import org.jspecify.annotations.NullMarked;
