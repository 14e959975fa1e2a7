/** An application that flashes the coprocessor of its board from an asset. */
@NullMarked
package io.assetota.samples.stm32ota;

import org.jspecify.annotations.NullMarked;
