/**
 * The goals of the Maven plugin, which docs/guides/maven.md describes.
 *
 * <p>Start with {@link io.assetota.maven.BundleMojo}.
 */
@NullMarked
package io.assetota.maven;

import org.jspecify.annotations.NullMarked;
