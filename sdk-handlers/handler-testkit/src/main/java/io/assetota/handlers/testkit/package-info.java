/**
 * Emulators of the parts behind the board, for tests without hardware.
 *
 * <p>Start with {@link io.assetota.handlers.testkit.Stm32Emulator} and connect it with {@link
 * io.assetota.handlers.testkit.EmulatedSerialLink}; other programs reach it through a {@link
 * io.assetota.handlers.testkit.PseudoTerminal}.
 */
@NullMarked
package io.assetota.handlers.testkit;

import org.jspecify.annotations.NullMarked;
