/**
 * An STM32 with its boot loader and the faults of a bad line. Start with {@link
 * io.assetota.handlers.testkit.stm32.Stm32Emulator} and a {@link
 * io.assetota.handlers.testkit.stm32.Stm32Chip}.
 */
@NullMarked
package io.assetota.handlers.testkit.stm32;

import org.jspecify.annotations.NullMarked;
