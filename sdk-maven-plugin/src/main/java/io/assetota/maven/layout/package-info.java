/**
 * Puts what a Maven project builds into the folder of an application.
 *
 * <p>Start with {@link io.assetota.maven.layout.ApplicationLayouts}.
 */
@NullMarked
package io.assetota.maven.layout;

import org.jspecify.annotations.NullMarked;
