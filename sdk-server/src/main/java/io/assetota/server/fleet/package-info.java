/** All that the server knows: start at {@link io.assetota.server.fleet.Fleet}. */
@NullMarked
package io.assetota.server.fleet;

import org.jspecify.annotations.NullMarked;
