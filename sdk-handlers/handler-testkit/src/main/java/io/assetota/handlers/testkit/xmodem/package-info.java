/**
 * A boot loader that receives XMODEM with CRC, and the faults of a bad line. Start with {@link
 * io.assetota.handlers.testkit.xmodem.XmodemEmulator}.
 */
@NullMarked
package io.assetota.handlers.testkit.xmodem;

import org.jspecify.annotations.NullMarked;
