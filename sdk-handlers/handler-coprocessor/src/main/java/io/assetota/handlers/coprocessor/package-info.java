/** Brings an asset into the flash of a coprocessor through its serial boot loader. */
@NullMarked
package io.assetota.handlers.coprocessor;

import org.jspecify.annotations.NullMarked;
