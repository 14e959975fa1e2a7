/** An application that plays its sounds by name. */
@NullMarked
package io.assetota.samples.soundplayer;

import org.jspecify.annotations.NullMarked;
