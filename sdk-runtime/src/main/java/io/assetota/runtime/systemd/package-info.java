/**
 * The protocol of sd_notify(3): towards the service manager that started this process ({@link
 * io.assetota.runtime.systemd.ServiceManager}), and from the application ({@link
 * io.assetota.runtime.systemd.NotifySocket}).
 */
@NullMarked
package io.assetota.runtime.systemd;

import org.jspecify.annotations.NullMarked;
