/** The commands of the STM32 boot loader and their frames (ST, AN3155). Not exported. */
@NullMarked
package io.assetota.handlers.coprocessor.stm32.protocol;

import org.jspecify.annotations.NullMarked;
