/**
 * A handler that puts assets into a folder. Start with {@link
 * io.assetota.handlers.files.FilesHandler}.
 */
@NullMarked
package io.assetota.handlers.files;

import org.jspecify.annotations.NullMarked;
