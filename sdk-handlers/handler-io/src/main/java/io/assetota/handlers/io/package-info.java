/**
 * The ports behind which the parts of a device are, and adapters for real ones.
 *
 * <p>Start with {@link io.assetota.handlers.io.SerialLink}, {@link io.assetota.handlers.io.SpiLink}
 * and {@link io.assetota.handlers.io.OutputPin}.
 */
@NullMarked
package io.assetota.handlers.io;

import org.jspecify.annotations.NullMarked;
