/**
 * Pictures and text on panels behind SPI.
 *
 * <p>Start with {@link io.assetota.handlers.display.panel.Panel} and {@link
 * io.assetota.handlers.display.panel.DisplayDriver}; route assets to an {@link
 * io.assetota.handlers.display.ImageHandler}; draw on a {@link io.assetota.handlers.display.Canvas}
 * and write with a {@link io.assetota.handlers.display.text.TextFont}. If the picture looks wrong,
 * draw a {@link io.assetota.handlers.display.TestCard}.
 */
@NullMarked
package io.assetota.handlers.display;

import org.jspecify.annotations.NullMarked;
