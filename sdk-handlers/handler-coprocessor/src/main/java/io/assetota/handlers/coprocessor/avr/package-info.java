/**
 * Writes programs into AVR microcontrollers through the boot loaders of Arduino boards (Atmel,
 * AVR061: STK500 protocol, version 1). Start with {@link
 * io.assetota.handlers.coprocessor.avr.AvrFlasher}.
 */
@NullMarked
package io.assetota.handlers.coprocessor.avr;

import org.jspecify.annotations.NullMarked;
