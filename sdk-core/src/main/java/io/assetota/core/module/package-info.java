/**
 * The module format of Device OS: applications, asset modules, their prefix, suffix and extensions.
 *
 * <p>Start with {@link io.assetota.core.module.FirmwareModule} (parse), {@link
 * io.assetota.core.module.ModuleEditor} (change), {@link io.assetota.core.module.AssetModule} (wrap
 * and unwrap an asset) and {@link io.assetota.core.model.Platform} (limits). The format is
 * described in docs/FORMAT.md.
 */
@NullMarked
package io.assetota.core.module;

import org.jspecify.annotations.NullMarked;
