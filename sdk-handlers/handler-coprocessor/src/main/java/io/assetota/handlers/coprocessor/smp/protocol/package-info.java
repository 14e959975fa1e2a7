/** SMP, the Simple Management Protocol, on a serial console. Not exported. */
@NullMarked
package io.assetota.handlers.coprocessor.smp.protocol;

import org.jspecify.annotations.NullMarked;
