package io.assetota.server.metrics;

import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.store.Database;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.Lane;
import io.assetota.server.web.Router;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The route of the numbers, {@code /metrics}, in Prometheus' text format. It has a token of its
 * own. Without one, only programs on this machine may read, and nobody if a proxy is in front,
 * since everybody comes from that one.
 */
public final class MetricsArea {
  /** What proxies add. */
  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

  private final ServerMetrics metrics;
  private final Fleet fleet;
  private final Database database;
  private final InstantSource clock;
  private final Access access;
  private final Lane lane;

  /**
   * Who may read the numbers.
   *
   * @param tokenHash the hash of the token that opens them, if there is one
   * @param isBehindProxy whether a proxy is in front of the server
   */
  public record Access(Optional<String> tokenHash, boolean isBehindProxy) {}

  private MetricsArea(
      ServerMetrics metrics,
      Fleet fleet,
      Database database,
      InstantSource clock,
      Access access,
      Lane lane) {
    this.metrics = metrics;
    this.fleet = fleet;
    this.database = database;
    this.clock = clock;
    this.access = access;
    this.lane = lane;
  }

  /**
   * Adds the route.
   *
   * @param lane where the database is read, so that whoever asks often keeps nobody else waiting
   */
  public static void addTo(
      Router router,
      ServerMetrics metrics,
      Fleet fleet,
      Database database,
      InstantSource clock,
      Access access,
      Lane lane) {
    MetricsArea area = new MetricsArea(metrics, fleet, database, clock, access, lane);
    router
        .area("metrics", MetricsArea::showError)
        .under("/metrics")
        .on("GET", "/metrics", area::answer);
  }

  private void answer(Exchange exchange) throws IOException {
    require(exchange);
    exchange.query().requireOnly();
    exchange.continueIn(lane, this::send);
  }

  private void require(Exchange exchange) throws HttpException {
    if (access.tokenHash().isPresent()) {
      if (!exchange.bearer().filter(t -> Tokens.matches(t, access.tokenHash().get())).isPresent()) {
        exchange.set("WWW-Authenticate", "Bearer");
        throw new HttpException(401, "The token of the metrics is needed");
      }
      exchange.isKnown();
      return;
    }
    boolean forwarded = FORWARDED.stream().anyMatch(h -> exchange.header(h).isPresent());
    if (access.isBehindProxy() || forwarded || !exchange.isFromThisMachine()) {
      throw new HttpException(
          403, "Without a token, the metrics are for programs on the server's own machine");
    }
  }

  private void send(Exchange exchange) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create()
        .write(text, metrics.snapshots(fleet, database, clock), EscapingScheme.UNDERSCORE_ESCAPING);
    exchange.send(200, PrometheusTextFormatWriter.CONTENT_TYPE, text.toByteArray());
  }

  private static void showError(Exchange exchange, int status, String message) {
    exchange.send(status, "text/plain; charset=utf-8", message + "\n");
  }
}
