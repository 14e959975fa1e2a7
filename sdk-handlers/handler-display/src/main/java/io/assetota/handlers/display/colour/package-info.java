/** Arithmetic of colours that pictures and panels share. Not exported. */
@NullMarked
package io.assetota.handlers.display.colour;

import org.jspecify.annotations.NullMarked;
