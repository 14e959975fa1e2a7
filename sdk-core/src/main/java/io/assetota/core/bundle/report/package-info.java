/**
 * What is found in a bundle: its contents, problems and warnings.
 *
 * <p>Start with {@link io.assetota.core.bundle.report.BundleReport}.
 */
@NullMarked
package io.assetota.core.bundle.report;

import org.jspecify.annotations.NullMarked;
