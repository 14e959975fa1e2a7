/**
 * Panels and how they are driven. Start with {@link io.assetota.handlers.display.panel.Panel},
 * which describes a panel, and {@link io.assetota.handlers.display.panel.DisplayDriver}, which
 * sends it pixels.
 */
@NullMarked
package io.assetota.handlers.display.panel;

import org.jspecify.annotations.NullMarked;
