/**
 * Decodes, scales and dithers pictures. Start with {@link
 * io.assetota.handlers.display.picture.Picture}, or with {@link
 * io.assetota.handlers.display.picture.Animation} for pictures that move.
 */
@NullMarked
package io.assetota.handlers.display.picture;

import org.jspecify.annotations.NullMarked;
