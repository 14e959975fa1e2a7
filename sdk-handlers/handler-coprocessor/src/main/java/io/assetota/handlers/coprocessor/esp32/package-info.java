/**
 * Writes programs into chips of Espressif through the loader in their ROM. Start with {@link
 * io.assetota.handlers.coprocessor.esp32.Esp32Flasher}.
 */
@NullMarked
package io.assetota.handlers.coprocessor.esp32;

import org.jspecify.annotations.NullMarked;
