/**
 * An application with parts of every kind, which {@code asset-ota run} starts. Begin at {@link
 * io.assetota.samples.gateway.GatewayExample}.
 */
@NullMarked
package io.assetota.samples.gateway;

import org.jspecify.annotations.NullMarked;
