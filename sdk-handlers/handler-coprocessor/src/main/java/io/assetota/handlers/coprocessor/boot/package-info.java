/**
 * Resets a part into its boot loader and back into its program, by pins or by the control lines of
 * a serial converter. Start with {@link io.assetota.handlers.coprocessor.boot.BootControl}.
 */
@NullMarked
package io.assetota.handlers.coprocessor.boot;

import org.jspecify.annotations.NullMarked;
