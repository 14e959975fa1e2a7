/**
 * Writes zip files; for this module only.
 *
 * <p>Start with {@link io.assetota.bundle.zip.ZipWriter}, and with {@link
 * io.assetota.bundle.zip.ZipCopy} to add entries to an existing file.
 */
@NullMarked
package io.assetota.bundle.zip;

import org.jspecify.annotations.NullMarked;
