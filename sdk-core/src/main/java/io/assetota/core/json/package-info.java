/**
 * Bounded JSON; for the modules of this SDK only.
 *
 * <p>Start with {@link io.assetota.core.json.JsonObject} to read, and {@link
 * io.assetota.core.json.JsonText} to write.
 */
@NullMarked
package io.assetota.core.json;

import org.jspecify.annotations.NullMarked;
