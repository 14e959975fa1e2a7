/**
 * What streams have in common; for the modules of this SDK only.
 *
 * <p>Start with {@link io.assetota.core.stream.BulkStream}.
 */
@NullMarked
package io.assetota.core.stream;

import org.jspecify.annotations.NullMarked;
