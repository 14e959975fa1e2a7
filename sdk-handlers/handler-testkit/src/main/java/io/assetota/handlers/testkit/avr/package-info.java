/**
 * An AVR with a boot loader of Arduino boards, and the faults of a bad line. Start with {@link
 * io.assetota.handlers.testkit.avr.AvrEmulator}.
 */
@NullMarked
package io.assetota.handlers.testkit.avr;

import org.jspecify.annotations.NullMarked;
