package io.assetota.server.metrics;

import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.metrics.UpdateCounts.Result;
import io.assetota.server.store.Database;
import io.assetota.server.web.RequestListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The numbers of a server. What happens is counted here when it happens, since the start; what is
 * there is read from the database when somebody asks.
 */
public final class ServerMetrics implements RequestListener {
  /** From an idle poll to an upload, in seconds. */
  private static final double[] SECONDS = {0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60};

  private static final int HUNDRED = 100;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final UpdateCounts updates = new UpdateCounts();
  private final AtomicLong mostBytesSent = new AtomicLong();
  private final Counter requests;
  private final Histogram times;

  /** Numbers that are all zero. */
  public ServerMetrics() {
    requests =
        Counter.builder()
            .name("assetota_http_requests")
            .help("Requests that were answered or given up, by the class of their status.")
            .labelNames("area", "status")
            .withoutExemplars()
            .register(registry);
    times =
        Histogram.builder()
            .name("assetota_http_request_seconds")
            .help("Time from the headers of a request to the end of its answer, by route.")
            .labelNames("area", "route")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .withoutExemplars()
            .register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
    ProcessMetrics.builder().register(registry);
  }

  /** Counts an update that a device has ended. */
  public void ended(Action action) {
    updates.add(
        action.releaseId(),
        switch (action.state()) {
          case FINISHED -> Result.FINISHED;
          case CANCELED -> Result.CANCELLED;
          default -> Result.FAILED;
        });
  }

  @Override
  public void answered(String area, String route, int status, long nanos) {
    String statusClass = status == 0 ? "none" : status / HUNDRED + "xx";
    requests.labelValues(area, statusClass).inc();
    times.labelValues(area, route).observe(nanos / (double) TimeUnit.SECONDS.toNanos(1));
  }

  MetricSnapshots snapshots(Fleet fleet, Database database, InstantSource clock)
      throws IOException {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    registry.scrape().forEach(all::metricSnapshot);
    for (MetricSnapshot figure : new FleetFigures(fleet, database, clock).snapshots()) {
      all.metricSnapshot(figure);
    }
    return all.metricSnapshot(updates.snapshot()).metricSnapshot(bytesSent(fleet)).build();
  }

  /**
   * A write that fails is taken back, but to Prometheus a counter that gets smaller has begun anew:
   * so it waits until there is more again.
   */
  private CounterSnapshot bytesSent(Fleet fleet) {
    long most = mostBytesSent.accumulateAndGet(fleet.presence().totalBytesSent(), Math::max);
    return CounterSnapshot.builder()
        .name("assetota_sent_bytes")
        .help("Bytes of bundles that were sent to devices since the start, without HTTP headers.")
        .dataPoint(CounterDataPointSnapshot.builder().value((double) most).build())
        .build();
  }
}
