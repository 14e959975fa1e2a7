/**
 * Sends files to boot loaders that receive XMODEM with CRC, such as the Gecko boot loader of
 * Silicon Labs. Start with {@link io.assetota.handlers.coprocessor.xmodem.XmodemFlasher}.
 */
@NullMarked
package io.assetota.handlers.coprocessor.xmodem;

import org.jspecify.annotations.NullMarked;
