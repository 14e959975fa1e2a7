/** Shows an asset on a panel behind SPI. */
@NullMarked
package io.assetota.handlers.display;

import org.jspecify.annotations.NullMarked;
