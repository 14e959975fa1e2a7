package io.assetota.server.ddi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.fleet.rollouts.Rollout;
import io.assetota.server.fleet.rules.ActionRules;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/** Tells a device what exactly to do. */
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
    if (action.state() != ActionState.FINISHED) {
      throw HttpException.notFound();
    }
    Rollout rollout = fleet.rollouts().find(action.rolloutId()).orElseThrow();
    Hal.send(exchange, describe(exchange, action, rollout, "deployment"));
  }

  void cancellation(Exchange exchange) throws IOException {
    Action action = action(exchange);
    if (action.state() != ActionState.CANCELING) {
      throw HttpException.notFound();
    }
    String id = Long.toString(action.id());
    ObjectNode body = Json.object().put("id", id);
    body.putObject("cancelAction").put("stopId", id);
    Hal.send(exchange, body);
  }

  void artifacts(Exchange exchange) throws IOException {
    long id = exchange.number("release");
    if (fleet.actions().fetching(exchange.path("device"), id).isEmpty()) {
      throw HttpException.notFound();
    }
    Release release = fleet.releases().find(id).orElseThrow(HttpException::notFound);
    ArrayNode list = Json.object().arrayNode();
    addArtifact(list, exchange, release);
    exchange.send(
        200, "application/hal+json", new String(Json.bytes(list), StandardCharsets.UTF_8));
  }

  private Action action(Exchange exchange) throws IOException {
    return fleet
        .actions()
        .find(exchange.path("device"), exchange.number("action"))
        .orElseThrow(HttpException::notFound);
  }

  private ObjectNode describe(Exchange exchange, Action action, Rollout rollout, String what)
      throws IOException {
    Release release = fleet.releases().find(action.releaseId()).orElseThrow();
    ObjectNode body = Json.object().put("id", Long.toString(action.id()));
    ObjectNode deployment = body.putObject(what);
    String how = rollout.mode() == UpdateMode.SOFT ? "attempt" : "forced";
    Optional<Boolean> open = rollout.window().map(w -> w.isOpen(clock.instant()));
    boolean skip = rollout.mode() == UpdateMode.DOWNLOAD_ONLY || !open.orElse(true);
    deployment.put("download", how).put("update", skip ? "skip" : how);
    open.ifPresent(o -> deployment.put("maintenanceWindow", o ? "available" : "unavailable"));
    ObjectNode chunk = deployment.putArray("chunks").addObject();
    chunk.put("part", "bApp").put("version", release.version()).put("name", release.name());
    addArtifact(chunk.putArray("artifacts"), exchange, release);
    return body;
  }

  private void addArtifact(ArrayNode artifacts, Exchange exchange, Release release)
      throws HttpException {
    String base = baseUrl.of(exchange);
    String href =
        base
            + "/DEFAULT/controller/v1/"
            + exchange.path("device")
            + "/softwaremodules/"
            + release.id()
            + "/artifacts/"
            + Artifacts.FILE;
    ObjectNode artifact = artifacts.addObject().put("filename", Artifacts.FILE);
    artifact
        .putObject("hashes")
        .put("sha1", release.sha1())
        .put("md5", release.md5())
        .put("sha256", release.sha256().toString());
    artifact.put("size", release.size());
    ObjectNode links = artifact.putObject("_links");
    // As hawkBit names them: by whether they are encrypted.
    String suffix = base.startsWith("https:") ? "" : "-http";
    Hal.link(links, "download" + suffix, href);
    Hal.link(links, "md5sum" + suffix, href + Artifacts.MD5SUM);
  }
}
