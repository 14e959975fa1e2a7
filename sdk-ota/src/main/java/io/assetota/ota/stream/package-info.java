/** Streams that count what passes; not for users of this module. */
@NullMarked
package io.assetota.ota.stream;

import org.jspecify.annotations.NullMarked;
