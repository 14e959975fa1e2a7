/**
 * JSON, bounded and with the place in every message; for the modules of this SDK only.
 *
 * <p>Start with {@link io.assetota.core.json.JsonDocument} to read, and {@link
 * io.assetota.core.json.JsonWriter} to write.
 */
@NullMarked
package io.assetota.core.json;

import org.jspecify.annotations.NullMarked;
