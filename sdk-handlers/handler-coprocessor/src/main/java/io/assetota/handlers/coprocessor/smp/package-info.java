/**
 * Writes images into parts with MCUboot over SMP, the Simple Management Protocol: through the
 * running program, or through MCUboot's serial recovery. Start with {@link
 * io.assetota.handlers.coprocessor.smp.SmpFlasher}.
 */
@NullMarked
package io.assetota.handlers.coprocessor.smp;

import org.jspecify.annotations.NullMarked;
