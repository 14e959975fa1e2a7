/**
 * An application with parts of every kind, which takes its updates from a server. Begin at {@link
 * io.assetota.samples.gateway.GatewayExample}.
 */
@NullMarked
package io.assetota.samples.gateway;

import org.jspecify.annotations.NullMarked;
