/**
 * The rules that building and reading a bundle share; for the modules of this SDK only.
 *
 * <p>Start with {@link io.assetota.core.bundle.check.ApplicationRules}, {@link
 * io.assetota.core.bundle.check.PlatformCheck} and {@link
 * io.assetota.core.bundle.check.EntryNames}. {@link io.assetota.core.bundle.check.Findings}
 * collects what they find.
 */
@NullMarked
package io.assetota.core.bundle.check;

import org.jspecify.annotations.NullMarked;
