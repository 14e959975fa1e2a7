/**
 * A boot loader that receives XMODEM with CRC. Start with {@link
 * io.assetota.handlers.testkit.xmodem.XmodemEmulator}.
 */
@NullMarked
package io.assetota.handlers.testkit.xmodem;

import org.jspecify.annotations.NullMarked;
