/**
 * Installing on a device, and looking after it: for agents, and for whoever starts applications.
 *
 * <p>Start with {@link io.assetota.core.install.Installer}, or with {@link
 * io.assetota.core.install.DeviceFolder} for what needs no update.
 */
@NullMarked
package io.assetota.core.install;

import org.jspecify.annotations.NullMarked;
