/**
 * What a handler implements, and what it is given.
 *
 * <p>Start with {@link io.assetota.core.handler.AssetHandler}; register one with {@code
 * AssetRouter.builder()}.
 */
@NullMarked
package io.assetota.core.handler;

import org.jspecify.annotations.NullMarked;
