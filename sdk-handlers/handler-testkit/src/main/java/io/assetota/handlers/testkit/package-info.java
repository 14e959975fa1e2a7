/**
 * Emulators of the parts behind the board, for tests without hardware.
 *
 * <p>Start with {@link io.assetota.handlers.testkit.Stm32Emulator} and connect it with {@link
 * io.assetota.handlers.testkit.EmulatedSerialLink}; other programs reach it through a {@link
 * io.assetota.handlers.testkit.PseudoTerminal}.
 *
 * <p>{@link io.assetota.handlers.testkit.PanelEmulator} shows what a panel behind SPI would show,
 * {@link io.assetota.handlers.testkit.RecordingSoundSink} keeps what a loudspeaker would play, and
 * {@link io.assetota.handlers.testkit.MemoryAsset} is an asset to hand to a handler. {@link
 * io.assetota.handlers.testkit.TestDevice} is a device folder for a whole application.
 */
@NullMarked
package io.assetota.handlers.testkit;

import org.jspecify.annotations.NullMarked;
