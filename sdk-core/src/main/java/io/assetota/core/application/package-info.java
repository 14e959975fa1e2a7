/**
 * What an application is that consists of files: their names, modes and hashes, and how to start
 * it. The format is described in docs/FORMAT.md.
 *
 * <p>Start with {@link io.assetota.core.application.ApplicationManifest}, which stands in the
 * application module; {@link io.assetota.core.application.ApplicationTree} reads a folder on disk;
 * {@link io.assetota.core.application.StartCommand} tells how to start it.
 */
@NullMarked
package io.assetota.core.application;

import org.jspecify.annotations.NullMarked;
