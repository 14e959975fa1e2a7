/**
 * Real processes on Linux, and on other systems as far as Java alone knows them. Start with {@link
 * io.assetota.runtime.process.ProcessLauncher}.
 */
@NullMarked
package io.assetota.runtime.process;

import org.jspecify.annotations.NullMarked;
