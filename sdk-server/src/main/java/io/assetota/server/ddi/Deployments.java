package io.assetota.server.ddi;

import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonWriter;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.devices.Device;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.fleet.rollouts.Rollout;
import io.assetota.server.fleet.rules.ActionRules;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Describes to a device what it has to do. */
final class Deployments {
  private final Fleet fleet;
  private final BaseUrl baseUrl;
  private final InstantSource clock;

  Deployments(Fleet fleet, BaseUrl baseUrl, InstantSource clock) {
    this.fleet = fleet;
    this.baseUrl = baseUrl;
    this.clock = clock;
  }

  void deployment(Exchange exchange) throws IOException {
    Action action = action(exchange);
    Rollout rollout = fleet.rollouts().find(action.rolloutId()).orElseThrow();
    if (!ActionState.FETCHING.contains(action.state())
        || !ActionRules.isShown(action.state(), rollout.state())) {
      throw HttpException.notFound();
    }
    fleet.conversations().retrieved(action);
    Hal.send(exchange, describe(exchange, action, rollout, "deployment"));
  }

  void confirmation(Exchange exchange) throws IOException {
    Action action = action(exchange);
    if (action.state() != ActionState.CONFIRM) {
      throw HttpException.notFound();
    }
    Rollout rollout = fleet.rollouts().find(action.rolloutId()).orElseThrow();
    Hal.send(exchange, describe(exchange, action, rollout, "confirmation"));
  }

  void installed(Exchange exchange) throws IOException {
    Action action = action(exchange);
    if (action.state() != ActionState.FINISHED && !isInstalled(action)) {
      throw HttpException.notFound();
    }
    Rollout rollout = fleet.rollouts().find(action.rolloutId()).orElseThrow();
    Hal.send(exchange, describe(exchange, action, rollout, "deployment"));
  }

  /** It stays installed when its application fails afterwards. */
  private boolean isInstalled(Action action) throws IOException {
    return fleet
        .devices()
        .find(action.deviceId())
        .flatMap(Device::installedAction)
        .filter(id -> id == action.id())
        .isPresent();
  }

  void cancellation(Exchange exchange) throws IOException {
    Action action = action(exchange);
    if (action.state() != ActionState.CANCELING) {
      throw HttpException.notFound();
    }
    String id = Long.toString(action.id());
    Hal.send(
        exchange,
        body -> body.put("id", id).put("cancelAction", cancel -> cancel.put("stopId", id)));
  }

  void artifacts(Exchange exchange) throws IOException {
    long id = exchange.number("release");
    if (fleet.actions().fetching(exchange.path("device"), id).isEmpty()) {
      throw HttpException.notFound();
    }
    Release release = fleet.releases().find(id).orElseThrow(HttpException::notFound);
    JsonFields artifact = artifact(exchange, release);
    exchange.send(
        200, "application/hal+json", JsonWriter.compactList(List.of(artifact), fields -> fields));
  }

  private Action action(Exchange exchange) throws IOException {
    return fleet
        .actions()
        .find(exchange.path("device"), exchange.number("action"))
        .orElseThrow(HttpException::notFound);
  }

  private JsonFields describe(Exchange exchange, Action action, Rollout rollout, String what)
      throws IOException {
    Release release = fleet.releases().find(action.releaseId()).orElseThrow();
    String how = rollout.mode() == UpdateMode.SOFT ? "attempt" : "forced";
    Optional<Boolean> open = rollout.window().map(w -> w.isOpen(clock.instant()));
    boolean skip = rollout.mode() == UpdateMode.DOWNLOAD_ONLY || !open.orElse(true);
    JsonFields artifact = artifact(exchange, release);
    JsonFields chunk =
        json ->
            json.put("part", "bApp")
                .put("version", release.version())
                .put("name", release.name())
                .putObjects("artifacts", List.of(artifact), fields -> fields);
    JsonFields deployment =
        json -> {
          json.put("download", how).put("update", skip ? "skip" : how);
          if (open.isPresent()) {
            json.put("maintenanceWindow", open.get() ? "available" : "unavailable");
          }
          json.putObjects("chunks", List.of(chunk), fields -> fields);
        };
    return json -> json.put("id", Long.toString(action.id())).put(what, deployment);
  }

  private JsonFields artifact(Exchange exchange, Release release) throws HttpException {
    String base = baseUrl.of(exchange);
    String href =
        base
            + "/DEFAULT/controller/v1/"
            + exchange.path("device")
            + "/softwaremodules/"
            + release.id()
            + "/artifacts/"
            + Artifacts.FILE;
    // HawkBit adds -http to the names of links that are not encrypted.
    String suffix = base.startsWith("https:") ? "" : "-http";
    return json ->
        json.put("filename", Artifacts.FILE)
            .put(
                "hashes",
                hashes ->
                    hashes
                        .put("sha1", release.sha1())
                        .put("md5", release.md5())
                        .put("sha256", release.sha256().toString()))
            .put("size", release.size())
            .put(
                "_links",
                links -> {
                  Hal.link(links, "download" + suffix, href);
                  Hal.link(links, "md5sum" + suffix, href + Artifacts.MD5SUM);
                });
  }
}
