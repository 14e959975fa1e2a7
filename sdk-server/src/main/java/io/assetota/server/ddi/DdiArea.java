package io.assetota.server.ddi;

import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Body;
import io.assetota.server.web.Endpoint;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.Router;
import io.assetota.server.web.download.Downloads;
import io.assetota.server.web.limit.Throttle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The routes that devices use. Their answers follow those of a hawkBit server, so that any DDI
 * client works with both.
 */
public final class DdiArea {
  private static final String BASE = "/DEFAULT/controller/v1/{device}";
  private static final int MAX_BODY = 256 * 1024;
  private static final int READS_A_SECOND = 200;
  private static final int WRITES_A_SECOND = 50;

  private final DdiAuthentication authentication;
  private final Throttle reads;
  private final Throttle writes;

  private DdiArea(Fleet fleet, InstantSource clock) {
    authentication = new DdiAuthentication(fleet);
    reads = new Throttle(READS_A_SECOND, Duration.ofSeconds(1), clock);
    writes = new Throttle(WRITES_A_SECOND, Duration.ofSeconds(1), clock);
  }

  /**
   * Adds the routes.
   *
   * @param whenEnded called for each action that a device has ended
   */
  public static void addTo(
      Router router,
      Fleet fleet,
      BaseUrl baseUrl,
      Downloads downloads,
      Duration pollingInterval,
      InstantSource clock,
      Consumer<Action> whenEnded) {
    DdiArea area = new DdiArea(fleet, clock);
    Deployments deployments = new Deployments(fleet, baseUrl, clock);
    Poll poll = new Poll(fleet, baseUrl, pollingInterval, clock);
    Statements statements = new Statements(fleet, whenEnded);
    Artifacts artifacts = new Artifacts(fleet, downloads);
    router
        .area("devices", (exchange, status, message) -> exchange.send(status))
        .under("/DEFAULT/")
        .on("GET", BASE, area.registering(poll))
        .on("PUT", BASE + "/configData", area.telling(statements::attributes))
        .on("GET", BASE + "/deploymentBase/{action}", area.known(deployments::deployment))
        .on("POST", BASE + "/deploymentBase/{action}/feedback", area.telling(statements::feedback))
        .on("GET", BASE + "/cancelAction/{action}", area.known(deployments::cancellation))
        .on(
            "POST",
            BASE + "/cancelAction/{action}/feedback",
            area.telling(statements::cancelFeedback))
        .on("GET", BASE + "/confirmationBase/{action}", area.known(deployments::confirmation))
        .on(
            "POST",
            BASE + "/confirmationBase/{action}/feedback",
            area.telling(statements::confirmation))
        .on("GET", BASE + "/installedBase/{action}", area.known(deployments::installed))
        .on("PUT", BASE + "/installedBase", area.telling(statements::installed))
        .on(
            "GET",
            BASE + "/softwaremodules/{release}/artifacts",
            area.known(deployments::artifacts))
        .on("GET", BASE + "/softwaremodules/{release}/artifacts/{file}", area.known(artifacts));
  }

  private Endpoint registering(Endpoint endpoint) {
    return exchange -> {
      authentication.requireOrRegister(exchange);
      limit(exchange);
      endpoint.answer(exchange);
    };
  }

  private Endpoint known(Endpoint endpoint) {
    return exchange -> {
      authentication.require(exchange);
      limit(exchange);
      endpoint.answer(exchange);
    };
  }

  private Endpoint telling(Endpoint endpoint) {
    return known(Body.then(MAX_BODY, endpoint));
  }

  private void limit(Exchange exchange) throws HttpException {
    boolean write = exchange.method().equals("PUT") || exchange.method().equals("POST");
    if (!(write ? writes : reads).allows(exchange.path("device"))) {
      exchange.set("Retry-After", "1");
      throw new HttpException(429, "Too many requests");
    }
  }
}
