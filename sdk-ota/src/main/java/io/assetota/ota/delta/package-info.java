/**
 * Which chunks of a bundle a device has, and how content is put together from both; for this module
 * only.
 *
 * <p>Start with {@link io.assetota.ota.delta.Deltas}.
 */
@NullMarked
package io.assetota.ota.delta;

import org.jspecify.annotations.NullMarked;
