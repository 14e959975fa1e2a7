/**
 * An AVR with a boot loader of Arduino boards. Start with {@link
 * io.assetota.handlers.testkit.avr.AvrEmulator}.
 */
@NullMarked
package io.assetota.handlers.testkit.avr;

import org.jspecify.annotations.NullMarked;
