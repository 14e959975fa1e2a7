/** Bundles of an application and its assets: building, opening and verifying them. */
@NullMarked
package io.assetota.bundle;

import org.jspecify.annotations.NullMarked;
