/**
 * Brings assets into the flash of coprocessors.
 *
 * <p>Start with {@link io.assetota.handlers.coprocessor.Stm32Handler} in an asset router, or with
 * {@link io.assetota.handlers.coprocessor.Stm32Flasher} and a {@link
 * io.assetota.handlers.coprocessor.FirmwareImage}; {@link
 * io.assetota.handlers.coprocessor.BootControl} brings the part into its boot loader.
 */
@NullMarked
package io.assetota.handlers.coprocessor;

import org.jspecify.annotations.NullMarked;
