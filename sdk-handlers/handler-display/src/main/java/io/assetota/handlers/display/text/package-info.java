/**
 * Fonts and the lines of a text. Start with {@link io.assetota.handlers.display.text.TextFont};
 * {@link io.assetota.handlers.display.text.TextBlock} breaks a text into lines.
 */
@NullMarked
package io.assetota.handlers.display.text;

import org.jspecify.annotations.NullMarked;
