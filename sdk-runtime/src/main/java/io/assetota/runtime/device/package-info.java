/**
 * The device folder as a runtime sees it: what is installed ({@link
 * io.assetota.runtime.device.Releases}), and what the runtime itself has to know after it was
 * killed ({@link io.assetota.runtime.device.RunLedger}).
 */
@NullMarked
package io.assetota.runtime.device;

import org.jspecify.annotations.NullMarked;
