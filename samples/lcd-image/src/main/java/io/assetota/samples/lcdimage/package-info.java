/** An application that draws its splash screen on a panel behind SPI. */
@NullMarked
package io.assetota.samples.lcdimage;

import org.jspecify.annotations.NullMarked;
