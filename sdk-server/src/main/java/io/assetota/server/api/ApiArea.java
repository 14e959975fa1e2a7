package io.assetota.server.api;

import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonWriter;
import io.assetota.server.console.login.Passwords;
import io.assetota.server.entrance.Entrance;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.fleet.operators.Role;
import io.assetota.server.web.Body;
import io.assetota.server.web.Endpoint;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.Lane;
import io.assetota.server.web.Router;
import io.assetota.server.web.StaticFile;
import io.assetota.server.web.upload.UploadLimit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The operator API: JSON, with an operator's token as {@code Authorization: Bearer}. No cookie
 * opens it, so no other site can make a browser use it.
 */
public final class ApiArea {
  private static final int MAX_BODY = 16 * 1024;

  /** Room for a list of devices. */
  private static final int MAX_BODY_OF_LIST = 1536 * 1024;

  private static final String JSON = "application/json";

  private final Fleet fleet;
  private final Entrance entrance;

  private ApiArea(Fleet fleet, Entrance entrance) {
    this.fleet = fleet;
    this.entrance = entrance;
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
    ApiArea api = new ApiArea(fleet, entrance);
    ReleaseApi releases = new ReleaseApi(fleet, uploads, listings, uploadLimit);
    DeviceApi devices = new DeviceApi(fleet);
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
        .on("GET", "/api/v1/releases", api.reading(releases::list, "sha256"))
        .on("POST", "/api/v1/releases", api.rollingOut(releases::publish, "name", "version"))
        .on("DELETE", "/api/v1/releases/{id}", api.administering(releases::delete))
        .on("GET", "/api/v1/releases/{id}/files", api.reading(releases::files, "after"))
        .on(
            "POST",
            "/api/v1/releases/{id}/block",
            api.rollingOut(Body.then(MAX_BODY, releases::block)))
        .on("POST", "/api/v1/releases/{id}/unblock", api.rollingOut(change(releases::unblock)))
        .on("GET", "/api/v1/devices", api.reading(devices::list, "after"))
        .on("GET", "/api/v1/devices/{id}", api.reading(devices::show))
        .on("POST", "/api/v1/devices/{id}/token", api.administering(Body.none(devices::makeToken)))
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
            api.rollingOut(change(e -> fleet.rollouts().pause(e.number("id")))))
        .on(
            "POST",
            "/api/v1/rollouts/{id}/resume",
            api.rollingOut(change(e -> fleet.rollouts().resume(e.number("id")))))
        .on(
            "POST",
            "/api/v1/rollouts/{id}/cancel",
            api.rollingOut(change(e -> fleet.rollouts().cancel(e.number("id")))))
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
