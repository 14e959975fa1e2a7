/**
 * Puts the files of an application in their place on a device, so that it can be started there.
 *
 * <p>Start with {@link io.assetota.core.materialize.Materializer}.
 */
@NullMarked
package io.assetota.core.materialize;

import org.jspecify.annotations.NullMarked;
