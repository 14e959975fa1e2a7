/** Plays an asset on an audio line. */
@NullMarked
package io.assetota.handlers.sound;

import org.jspecify.annotations.NullMarked;
