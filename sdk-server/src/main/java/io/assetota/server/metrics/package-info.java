/**
 * The numbers of a server for Prometheus: {@link io.assetota.server.metrics.MetricsArea} answers
 * with those of {@link io.assetota.server.metrics.ServerMetrics}.
 */
@NullMarked
package io.assetota.server.metrics;

import org.jspecify.annotations.NullMarked;
