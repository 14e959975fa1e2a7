package io.assetota.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.ota.report.RuntimeAttributes;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.fleet.devices.Device;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.ActionStatus;
import io.assetota.server.fleet.rollouts.Rollout;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.web.Body;
import io.assetota.server.web.Endpoint;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.Lane;
import io.assetota.server.web.Router;
import io.assetota.server.web.json.Json;
import io.assetota.server.web.json.StrictJson;
import io.assetota.server.web.upload.UploadLimit;
import java.io.IOException;
import java.util.Map;

/**
 * The operator API: JSON, with an operator's token as {@code Authorization: Bearer}. No cookie
 * opens it, so no other site can make a browser use it.
 */
public final class ApiArea {
  private static final int MAX_BODY = 16 * 1024;
  private static final int LISTED = 1000;

  /** What a device told of its actions; each has up to 50 texts. */
  private static final int HISTORY = 50;

  private static final String JSON = "application/json";

  private final Fleet fleet;
  private final Lane uploads;
  private final UploadLimit uploadLimit;

  private ApiArea(Fleet fleet, Lane uploads, UploadLimit uploadLimit) {
    this.fleet = fleet;
    this.uploads = uploads;
    this.uploadLimit = uploadLimit;
  }

  /** Adds the routes. */
  public static void addTo(Router router, Fleet fleet, Lane uploads, UploadLimit uploadLimit) {
    ApiArea api = new ApiArea(fleet, uploads, uploadLimit);
    router
        .area(ApiArea::showError)
        .on("GET", "/api/v1/releases", api.authenticated(api::releases))
        .on("POST", "/api/v1/releases", api.authenticated(api::publish, "name", "version"))
        .on("DELETE", "/api/v1/releases/{id}", api.authenticated(api::delete))
        .on("GET", "/api/v1/devices", api.authenticated(api::devices, "after"))
        .on("GET", "/api/v1/devices/{id}", api.authenticated(api::device))
        .on("POST", "/api/v1/devices/{id}/token", api.authenticated(Body.none(api::deviceToken)))
        .on("GET", "/api/v1/rollouts", api.authenticated(api::rollouts))
        .on("POST", "/api/v1/rollouts", api.authenticated(Body.then(MAX_BODY, api::start)))
        .on(
            "POST",
            "/api/v1/rollouts/{id}/pause",
            api.authenticated(api.change(e -> api.fleet.rollouts().pause(e.number("id")))))
        .on(
            "POST",
            "/api/v1/rollouts/{id}/resume",
            api.authenticated(api.change(e -> api.fleet.rollouts().resume(e.number("id")))))
        .on(
            "POST",
            "/api/v1/rollouts/{id}/cancel",
            api.authenticated(api.change(e -> api.fleet.rollouts().cancel(e.number("id")))));
  }

  private Endpoint authenticated(Endpoint endpoint, String... parameters) {
    return exchange -> {
      String header = exchange.header("Authorization").orElse("");
      if (!header.regionMatches(true, 0, "Bearer ", 0, 7)
          || !fleet.tokens().opens(Tokens.Kind.OPERATOR, header.substring(7).strip())) {
        exchange.set("WWW-Authenticate", "Bearer");
        throw new HttpException(401, "An operator's token is needed");
      }
      exchange.isKnown();
      exchange.requireQuery(parameters);
      endpoint.answer(exchange);
    };
  }

  private Endpoint change(Endpoint change) {
    return Body.none(
        exchange -> {
          change.answer(exchange);
          exchange.send(204);
        });
  }

  private void releases(Exchange exchange) throws IOException {
    ArrayNode list = Json.object().arrayNode();
    for (Release release : fleet.releases().list()) {
      list.add(json(release));
    }
    exchange.send(200, JSON, Json.bytes(list));
  }

  private void publish(Exchange exchange) throws IOException {
    uploadLimit.require(exchange);
    exchange.continueIn(uploads, this::receive);
  }

  private void receive(Exchange exchange) throws IOException {
    try {
      Release release =
          fleet
              .releases()
              .publish(
                  exchange.bodyStream(),
                  exchange.query("name").orElse(""),
                  exchange.query("version").orElse(""));
      exchange.send(201, JSON, Json.bytes(json(release)));
    } catch (BundleException e) {
      ObjectNode body = Json.object().put("error", "The bundle is not valid");
      ArrayNode problems = body.putArray("problems");
      e.problems()
          .forEach(
              p -> problems.addObject().put("kind", p.kind().name()).put("message", p.toString()));
      exchange.send(422, JSON, Json.bytes(body));
    }
  }

  private void delete(Exchange exchange) throws IOException {
    fleet.releases().delete(exchange.number("id"));
    exchange.send(204);
  }

  private void devices(Exchange exchange) throws IOException {
    ArrayNode list = Json.object().arrayNode();
    for (Device device : fleet.devices().search("", exchange.query("after").orElse(""), LISTED)) {
      list.add(json(device));
    }
    exchange.send(200, JSON, Json.bytes(list));
  }

  private void device(Exchange exchange) throws IOException {
    Device device = fleet.devices().find(exchange.path("id")).orElseThrow(HttpException::notFound);
    ObjectNode body = json(device);
    ObjectNode attributes = body.putObject("attributes");
    Map<String, String> reported = fleet.reports().attributes(device.id());
    reported.forEach(attributes::put);
    RuntimeAttributes.parse(reported).ifPresent(runtime -> body.set("runtime", json(runtime)));
    ArrayNode actions = body.putArray("actions");
    fleet
        .actions()
        .ofDevice(device.id(), LISTED)
        .forEach(
            a ->
                actions
                    .addObject()
                    .put("id", a.id())
                    .put("rollout", a.rolloutId())
                    .put("release", a.releaseId())
                    .put("state", a.state().name())
                    .put("bytesSent", a.bytesSent()));
    ArrayNode history = body.putArray("history");
    for (ActionStatus status : fleet.actions().history(device.id(), HISTORY)) {
      ObjectNode told = history.addObject().put("action", status.actionId());
      told.put("received", status.received().toString());
      told.put("execution", status.execution()).put("finished", status.finished());
      status.details().forEach(told.putArray("details")::add);
    }
    exchange.send(200, JSON, Json.bytes(body));
  }

  private void deviceToken(Exchange exchange) throws IOException {
    fleet.devices().register(exchange.path("id"));
    String token = fleet.tokens().generate();
    fleet.deviceTokens().set(exchange.path("id"), Tokens.hash(token));
    exchange.send(201, JSON, Json.bytes(Json.object().put("token", token)));
  }

  private void rollouts(Exchange exchange) throws IOException {
    ArrayNode list = Json.object().arrayNode();
    for (Rollout rollout : fleet.rollouts().list(LISTED)) {
      list.add(json(rollout));
    }
    exchange.send(200, JSON, Json.bytes(list));
  }

  private void start(Exchange exchange) throws IOException {
    NewRollout wanted = StrictJson.read(exchange, NewRollout.class);
    Rollout rollout = fleet.rollouts().start(wanted.plan());
    exchange.send(201, JSON, Json.bytes(json(rollout)));
  }

  private ObjectNode json(Rollout rollout) throws IOException {
    ObjectNode node =
        Json.object()
            .put("id", rollout.id())
            .put("release", rollout.releaseId())
            .put("device", rollout.deviceId().orElse(null))
            .put("stage", rollout.stage().name())
            .put("state", rollout.state().name())
            .put("maxFailures", rollout.maxFailures().toString())
            .put("reason", rollout.reason());
    ObjectNode counts = node.putObject("actions");
    for (Map.Entry<ActionState, Integer> entry : fleet.rollouts().counts(rollout.id()).entrySet()) {
      counts.put(entry.getKey().name(), entry.getValue());
    }
    return node;
  }

  private static ObjectNode json(Release release) {
    return Json.object()
        .put("id", release.id())
        .put("name", release.name())
        .put("version", release.version())
        .put("platform", release.platformName())
        .put("size", release.size())
        .put("sha256", release.sha256().toString())
        .put("created", release.created().toString());
  }

  private static ObjectNode json(Device device) {
    return Json.object()
        .put("id", device.id())
        .put("platform", device.platform().orElse(null))
        .put("lastSeen", device.lastSeen().map(Object::toString).orElse(null));
  }

  private static ObjectNode json(RuntimeAttributes runtime) {
    return Json.object()
        .put("state", runtime.state())
        .put("since", runtime.since().map(Object::toString).orElse(null))
        .put("version", runtime.version().orElse(null))
        .put("starts", runtime.starts())
        .put("lastFailure", runtime.lastFailure().orElse(null));
  }

  private static void showError(Exchange exchange, int status, String message) {
    try {
      exchange.send(status, JSON, Json.bytes(Json.object().put("error", message)));
    } catch (IOException e) {
      exchange.send(status);
    }
  }
}
