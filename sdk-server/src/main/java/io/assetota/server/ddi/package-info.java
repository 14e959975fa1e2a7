/** The device side: hawkBit's Direct Device Integration. */
@NullMarked
package io.assetota.server.ddi;

import org.jspecify.annotations.NullMarked;
