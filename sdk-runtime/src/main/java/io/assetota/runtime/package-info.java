/**
 * Runs the application that is installed on a device: starts it, watches it, replaces it when
 * another one is installed, and brings the previous one back when it fails its trial. Start with
 * {@link io.assetota.runtime.DeviceRuntime}.
 */
@NullMarked
package io.assetota.runtime;

import org.jspecify.annotations.NullMarked;
