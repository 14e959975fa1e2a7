/**
 * Panels behind SPI that show what they would show. Start with {@link
 * io.assetota.handlers.testkit.panel.PanelEmulator} and an {@link
 * io.assetota.handlers.testkit.panel.EmulatedPanel}.
 */
@NullMarked
package io.assetota.handlers.testkit.panel;

import org.jspecify.annotations.NullMarked;
