/**
 * How a router sends assets to its handlers. Inside this module only.
 *
 * <p>Start with {@link io.assetota.core.routing.RouterRun}.
 */
@NullMarked
package io.assetota.core.routing;

import org.jspecify.annotations.NullMarked;
