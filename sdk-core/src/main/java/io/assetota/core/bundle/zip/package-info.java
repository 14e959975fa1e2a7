/**
 * The zip format, as far as bundles use it (PKWARE APPNOTE 6.3.10); for the modules of this SDK
 * only.
 *
 * <p>Start with {@link io.assetota.core.bundle.zip.DirectoryReader}.
 */
@NullMarked
package io.assetota.core.bundle.zip;

import org.jspecify.annotations.NullMarked;
