/**
 * The device folder: its files, its locks, its commit point, and its recovery. Inside this module
 * only.
 *
 * <p>Start with {@link io.assetota.core.store.AssetStore}; {@link
 * io.assetota.core.store.SharedManifest} has the commit point, and {@link
 * io.assetota.core.store.Installations} and {@link io.assetota.core.store.Trials} change what the
 * device has. The files are described in docs/DESIGN.md, The device folder.
 */
@NullMarked
package io.assetota.core.store;

import org.jspecify.annotations.NullMarked;
