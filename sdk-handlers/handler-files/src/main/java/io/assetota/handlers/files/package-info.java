/** A handler that puts assets into a folder. */
@NullMarked
package io.assetota.handlers.files;

import org.jspecify.annotations.NullMarked;
