/**
 * The operator's side of our update server, for programs that publish releases (docs/guides/
 * server.md).
 *
 * <p>Start with {@link io.assetota.ota.operator.OperatorApi}.
 */
@NullMarked
package io.assetota.ota.operator;

import org.jspecify.annotations.NullMarked;
