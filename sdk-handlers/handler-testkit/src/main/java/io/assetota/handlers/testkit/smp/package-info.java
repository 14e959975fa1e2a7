/**
 * A part with MCUboot that speaks SMP, the Simple Management Protocol, as a program of Zephyr or in
 * serial recovery. Start with {@link io.assetota.handlers.testkit.smp.SmpEmulator}.
 */
@NullMarked
package io.assetota.handlers.testkit.smp;

import org.jspecify.annotations.NullMarked;
