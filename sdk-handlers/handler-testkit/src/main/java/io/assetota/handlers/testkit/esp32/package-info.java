/**
 * An ESP32 with the loader in its ROM: {@link io.assetota.handlers.testkit.esp32.Esp32Emulator}.
 */
@NullMarked
package io.assetota.handlers.testkit.esp32;

import org.jspecify.annotations.NullMarked;
