package io.assetota.server.api;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.BundleHash;
import io.assetota.ota.report.PartAttributes;
import io.assetota.ota.report.RuntimeAttributes;
import io.assetota.server.console.login.Passwords;
import io.assetota.server.entrance.Entrance;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.fleet.devices.Device;
import io.assetota.server.fleet.groups.Tags;
import io.assetota.server.fleet.operators.Role;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.fleet.rollouts.ActionStatus;
import io.assetota.server.web.Body;
import io.assetota.server.web.Endpoint;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.Lane;
import io.assetota.server.web.Router;
import io.assetota.server.web.StaticFile;
import io.assetota.server.web.json.JsonBody;
import io.assetota.server.web.upload.UploadLimit;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operator API: JSON, with an operator's token as {@code Authorization: Bearer}. No cookie
 * opens it, so no other site can make a browser use it.
 */
public final class ApiArea {
  private static final int MAX_BODY = 16 * 1024;

  /** Room for a list of devices. */
  private static final int MAX_BODY_OF_LIST = 1536 * 1024;

  private static final int MAX_REASON = 1024;
  private static final int LISTED = 1000;

  /** What a device told of its actions; each has up to 50 texts. */
  private static final int HISTORY = 50;

  private static final String JSON = "application/json";

  private final Fleet fleet;
  private final Entrance entrance;
  private final Lane uploads;
  private final Lane listings;
  private final UploadLimit uploadLimit;

  private ApiArea(
      Fleet fleet, Entrance entrance, Lane uploads, Lane listings, UploadLimit uploadLimit) {
    this.fleet = fleet;
    this.entrance = entrance;
    this.uploads = uploads;
    this.listings = listings;
    this.uploadLimit = uploadLimit;
  }

  /** Adds the routes. */
  public static void addTo(
      Router router,
      Fleet fleet,
      Entrance entrance,
      Passwords passwords,
      Lane uploads,
      Lane listings,
      UploadLimit uploadLimit)
      throws IOException {
    ApiArea api = new ApiArea(fleet, entrance, uploads, listings, uploadLimit);
    RolloutApi rollouts = new RolloutApi(fleet);
    GroupApi groups = new GroupApi(fleet);
    OperatorApi operators = new OperatorApi(fleet, passwords);
    router
        .area("api", ApiArea::showError)
        .under("/api/")
        .on(
            "GET",
            "/api/v1/openapi.json",
            new StaticFile(ApiArea.class, "openapi.json", "application/json"))
        .on("GET", "/api/v1/releases", api.reading(api::releases, "sha256"))
        .on("POST", "/api/v1/releases", api.rollingOut(api::publish, "name", "version"))
        .on("DELETE", "/api/v1/releases/{id}", api.administering(api::delete))
        .on("GET", "/api/v1/releases/{id}/files", api.reading(api::files, "after"))
        .on("POST", "/api/v1/releases/{id}/block", api.rollingOut(Body.then(MAX_BODY, api::block)))
        .on(
            "POST",
            "/api/v1/releases/{id}/unblock",
            api.rollingOut(change(e -> api.fleet.blocks().unblock(e.number("id")))))
        .on("GET", "/api/v1/devices", api.reading(api::devices, "after"))
        .on("GET", "/api/v1/devices/{id}", api.reading(api::device))
        .on("POST", "/api/v1/devices/{id}/token", api.administering(Body.none(api::deviceToken)))
        .on("GET", "/api/v1/tags", api.reading(groups::tags))
        .on("POST", "/api/v1/tags", api.rollingOut(Body.then(MAX_BODY_OF_LIST, groups::tag)))
        .on("GET", "/api/v1/selections", api.reading(groups::selections))
        .on("PUT", "/api/v1/selections/{name}", api.rollingOut(Body.then(MAX_BODY, groups::save)))
        .on("DELETE", "/api/v1/selections/{name}", api.rollingOut(groups::delete))
        .on("GET", "/api/v1/rollouts", api.reading(rollouts::list))
        .on("GET", "/api/v1/rollouts/{id}", api.reading(rollouts::show))
        .on(
            "POST",
            "/api/v1/rollouts",
            api.rollingOut(Body.then(MAX_BODY_OF_LIST, rollouts::start)))
        .on(
            "POST",
            "/api/v1/rollouts/check",
            api.rollingOut(Body.then(MAX_BODY_OF_LIST, rollouts::check)))
        .on(
            "POST",
            "/api/v1/rollouts/{id}/pause",
            api.rollingOut(change(e -> api.fleet.rollouts().pause(e.number("id")))))
        .on(
            "POST",
            "/api/v1/rollouts/{id}/resume",
            api.rollingOut(change(e -> api.fleet.rollouts().resume(e.number("id")))))
        .on(
            "POST",
            "/api/v1/rollouts/{id}/cancel",
            api.rollingOut(change(e -> api.fleet.rollouts().cancel(e.number("id")))))
        .on("GET", "/api/v1/operators", api.administering(operators::list))
        .on("POST", "/api/v1/operators", api.administering(Body.then(MAX_BODY, operators::add)))
        .on(
            "PUT",
            "/api/v1/operators/{name}",
            api.administering(Body.then(MAX_BODY, operators::change)))
        .on("DELETE", "/api/v1/operators/{name}", api.administering(operators::remove))
        .on(
            "POST",
            "/api/v1/operators/{name}/password",
            api.administering(Body.none(operators::makePassword)))
        .on(
            "POST",
            "/api/v1/operators/{name}/tokens",
            api.administering(Body.then(MAX_BODY, operators::createToken)))
        .on(
            "DELETE",
            "/api/v1/operators/{name}/tokens/{id}",
            api.administering(operators::revokeToken))
        .on(
            "GET",
            "/api/v1/audit",
            api.administering(new AuditApi(fleet)::list, "operator", "action", "target", "before"));
  }

  private Endpoint reading(Endpoint endpoint, String... parameters) {
    return authenticated(Role.READ, endpoint, parameters);
  }

  private Endpoint rollingOut(Endpoint endpoint, String... parameters) {
    return authenticated(Role.ROLLOUT, endpoint, parameters);
  }

  private Endpoint administering(Endpoint endpoint, String... parameters) {
    return authenticated(Role.ADMINISTER, endpoint, parameters);
  }

  private Endpoint authenticated(Role needed, Endpoint endpoint, String... parameters) {
    return exchange -> {
      Optional<String> token = exchange.bearer();
      Optional<Tokens.Holder> holder =
          token.isPresent() ? fleet.tokens().holder(token.get()) : Optional.empty();
      if (holder.isEmpty()) {
        if (token.isPresent()) {
          entrance.turnAway(exchange, "token");
        }
        exchange.set("WWW-Authenticate", "Bearer");
        throw new HttpException(401, "An operator's token is needed");
      }
      exchange.isKnown();
      exchange.query().requireOnly(parameters);
      entrance.admit(exchange, holder.get().operator(), holder.get().tokenName(), needed, endpoint);
    };
  }

  private static Endpoint change(Endpoint change) {
    return Body.none(
        exchange -> {
          change.answer(exchange);
          exchange.send(204);
        });
  }

  private void releases(Exchange exchange) throws IOException {
    Optional<String> sha256 = exchange.query().value("sha256");
    List<Release> releases =
        sha256.isPresent()
            ? fleet.releases().ofBundle(hash(sha256.get())).stream().toList()
            : fleet.releases().list();
    sendList(exchange, releases.stream().map(ApiArea::json).toList());
  }

  private static BundleHash hash(String text) throws HttpException {
    try {
      return BundleHash.parse(text);
    } catch (IllegalArgumentException e) {
      throw HttpException.badRequest("sha256 has 64 hexadecimal digits");
    }
  }

  private void block(Exchange exchange) throws IOException {
    JsonObject body = JsonBody.read(exchange);
    body.requireOnly(Set.of("reason"));
    String reason = body.text("reason", MAX_REASON);
    fleet.blocks().block(exchange.number("id"), reason);
    exchange.note(reason);
    exchange.send(204);
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
                  exchange.query().value("name").orElse(""),
                  exchange.query().value("version").orElse(""));
      exchange.note("release " + release.id() + ": " + release.title());
      send(exchange, 201, json(release));
    } catch (BundleException e) {
      send(
          exchange,
          422,
          body ->
              body.put("error", "The bundle is not valid")
                  .putObjects(
                      "problems",
                      e.problems(),
                      p -> o -> o.put("kind", p.kind().name()).put("message", p.toString())));
    }
  }

  private void delete(Exchange exchange) throws IOException {
    fleet.releases().delete(exchange.number("id"));
    exchange.send(204);
  }

  private void files(Exchange exchange) throws IOException {
    exchange.continueIn(listings, this::sendFiles);
  }

  private void sendFiles(Exchange exchange) throws IOException {
    Release release =
        fleet
            .releases()
            .find(exchange.number("id"))
            .filter(r -> !r.deleted())
            .orElseThrow(HttpException::notFound);
    String after = exchange.query().value("after").orElse("");
    sendList(
        exchange,
        fleet.releases().files(release, after).entries().stream().map(ApiArea::json).toList());
  }

  private void devices(Exchange exchange) throws IOException {
    sendList(
        exchange,
        fleet.devices().search("", exchange.query().value("after").orElse(""), LISTED).stream()
            .map(ApiArea::json)
            .toList());
  }

  private void device(Exchange exchange) throws IOException {
    Device device = fleet.devices().find(exchange.path("id")).orElseThrow(HttpException::notFound);
    Map<String, String> reported = fleet.reports().attributes(device.id());
    Optional<RuntimeAttributes> runtime = RuntimeAttributes.parse(reported);
    List<Action> actions = fleet.actions().ofDevice(device.id(), LISTED);
    Map<String, Tags.Source> tags = fleet.tags().of(device.id());
    List<ActionStatus> history = fleet.actions().history(device.id(), HISTORY);
    send(
        exchange,
        200,
        body -> {
          json(device).writeTo(body);
          body.put(
              "tags",
              given -> {
                for (Map.Entry<String, Tags.Source> tag : tags.entrySet()) {
                  given.put(tag.getKey(), tag.getValue().name().toLowerCase(Locale.ROOT));
                }
              });
          body.put("attributes", attributes -> putAll(attributes, reported));
          body.put("parts", parts -> putAll(parts, PartAttributes.parse(reported).versions()));
          if (runtime.isPresent()) {
            body.put("runtime", json(runtime.get()));
          }
          body.putObjects("actions", actions, ApiArea::json)
              .putObjects("history", history, ApiArea::json);
        });
  }

  private static void putAll(JsonWriter json, Map<String, String> texts) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.put(text.getKey(), text.getValue());
    }
  }

  private void deviceToken(Exchange exchange) throws IOException {
    fleet.devices().register(exchange.path("id"));
    String token = fleet.tokens().generate();
    fleet.deviceTokens().set(exchange.path("id"), Tokens.hash(token));
    send(exchange, 201, body -> body.put("token", token));
  }

  private static JsonFields json(Release release) {
    return json ->
        json.put("id", release.id())
            .put("name", release.name())
            .put("version", release.version())
            .put("platform", release.platformName())
            .put("size", release.size())
            .put("files", release.files())
            .put("filesSize", release.filesSize())
            .put("sha256", release.sha256().toString())
            .put("created", release.created().toString())
            .put("blocked", release.blocked().map(Object::toString))
            .put("blockedReason", release.blockedReason());
  }

  private static JsonFields json(ApplicationEntry entry) {
    return json -> {
      json.put("path", entry.path().value());
      if (entry instanceof ApplicationEntry.File file) {
        json.put("type", "file")
            .put("mode", file.mode().toString())
            .put("size", file.size())
            .put("sha256", file.hash().toString());
      } else if (entry instanceof ApplicationEntry.Folder folder) {
        json.put("type", "folder").put("mode", folder.mode().toString());
      } else if (entry instanceof ApplicationEntry.Link link) {
        json.put("type", "link").put("target", link.target());
      }
    };
  }

  private static JsonFields json(Device device) {
    return json ->
        json.put("id", device.id())
            .put("platform", device.platform())
            .put("lastSeen", device.lastSeen().map(Object::toString));
  }

  private static JsonFields json(RuntimeAttributes runtime) {
    return json ->
        json.put("state", runtime.state())
            .put("since", runtime.since().map(Object::toString))
            .put("version", runtime.version())
            .put("starts", runtime.starts())
            .put("lastFailure", runtime.lastFailure());
  }

  private static JsonFields json(Action action) {
    return json ->
        json.put("id", action.id())
            .put("rollout", action.rolloutId())
            .put("release", action.releaseId())
            .put("state", action.state().name())
            .put("reason", action.reason())
            .put("bytesSent", action.bytesSent());
  }

  private static JsonFields json(ActionStatus status) {
    return json ->
        json.put("action", status.actionId())
            .put("received", status.received().toString())
            .put("execution", status.execution())
            .put("finished", status.finished())
            .putTexts("details", status.details());
  }

  static void send(Exchange exchange, int status, JsonFields body) {
    exchange.send(status, JSON, JsonWriter.compact(body));
  }

  static void sendList(Exchange exchange, List<JsonFields> list) {
    exchange.send(200, JSON, JsonWriter.compactList(list, fields -> fields));
  }

  private static void showError(Exchange exchange, int status, String message) {
    send(exchange, status, body -> body.put("error", message));
  }
}
