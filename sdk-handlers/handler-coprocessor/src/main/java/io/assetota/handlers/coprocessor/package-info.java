/**
 * Writes assets into the flash of coprocessors.
 *
 * <p>Start with {@link io.assetota.handlers.coprocessor.stm32.Stm32Handler} or {@link
 * io.assetota.handlers.coprocessor.esp32.Esp32Flasher}. A {@link
 * io.assetota.handlers.coprocessor.Flasher} writes a {@link
 * io.assetota.handlers.coprocessor.FirmwareImage}, and {@link
 * io.assetota.handlers.coprocessor.FirmwareHandler} makes an asset handler of any flasher. {@link
 * io.assetota.handlers.coprocessor.boot.BootControl} resets the part into its boot loader.
 */
@NullMarked
package io.assetota.handlers.coprocessor;

import org.jspecify.annotations.NullMarked;
