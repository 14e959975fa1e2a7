/**
 * Pictures and text on panels behind SPI.
 *
 * <p>Start with {@link io.assetota.handlers.display.Panel} and {@link
 * io.assetota.handlers.display.DisplayDriver}; route assets to {@link
 * io.assetota.handlers.display.ImageHandler}; draw on a {@link io.assetota.handlers.display.Canvas}
 * and write with a {@link io.assetota.handlers.display.TextFont}; see {@link
 * io.assetota.handlers.display.TestCard} if the picture is wrong.
 */
@NullMarked
package io.assetota.handlers.display;

import org.jspecify.annotations.NullMarked;
