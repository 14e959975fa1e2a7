/** The command {@code asset-ota}. */
@NullMarked
package io.assetota.cli;

import org.jspecify.annotations.NullMarked;
