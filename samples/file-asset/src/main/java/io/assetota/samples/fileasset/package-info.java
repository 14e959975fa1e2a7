/** An application that reads its configuration from an asset. */
@NullMarked
package io.assetota.samples.fileasset;

import org.jspecify.annotations.NullMarked;
