/**
 * Writes programs into STM32 microcontrollers through the boot loader in their system memory (ST,
 * AN3155). Start with {@link io.assetota.handlers.coprocessor.stm32.Stm32Handler} for assets, or
 * with {@link io.assetota.handlers.coprocessor.stm32.Stm32Flasher}.
 */
@NullMarked
package io.assetota.handlers.coprocessor.stm32;

import org.jspecify.annotations.NullMarked;
