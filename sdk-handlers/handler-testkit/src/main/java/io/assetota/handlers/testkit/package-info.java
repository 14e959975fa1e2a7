/** Emulators of the parts behind the board, for tests without hardware. */
@NullMarked
package io.assetota.handlers.testkit;

import org.jspecify.annotations.NullMarked;
