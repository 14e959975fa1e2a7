/**
 * Emulators of the parts behind the board, for tests without hardware.
 *
 * <p>Start with an emulator: {@link io.assetota.handlers.testkit.stm32.Stm32Emulator}, {@link
 * io.assetota.handlers.testkit.esp32.Esp32Emulator} or {@link
 * io.assetota.handlers.testkit.panel.PanelEmulator}. {@link
 * io.assetota.handlers.testkit.EmulatedSerialLink} connects a {@link
 * io.assetota.handlers.testkit.SerialPart} within the process; other programs reach it through a
 * {@link io.assetota.handlers.testkit.PseudoTerminal}.
 *
 * <p>{@link io.assetota.handlers.testkit.RecordingSoundSink} keeps what a loudspeaker would play,
 * {@link io.assetota.handlers.testkit.MemoryAsset} is an asset to hand to a handler, and {@link
 * io.assetota.handlers.testkit.TestDevice} is a device folder for a whole application. With {@link
 * io.assetota.handlers.testkit.ScriptedApplications} and {@link
 * io.assetota.handlers.testkit.VirtualTime}, a runtime delivers versions that fail to it in no
 * time.
 */
@NullMarked
package io.assetota.handlers.testkit;

import org.jspecify.annotations.NullMarked;
