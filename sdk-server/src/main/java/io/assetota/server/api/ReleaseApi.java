package io.assetota.server.api;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonObject;
import io.assetota.core.model.BundleHash;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.Lane;
import io.assetota.server.web.json.JsonBody;
import io.assetota.server.web.upload.UploadLimit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Releases. */
final class ReleaseApi {
  private static final int MAX_REASON = 1024;

  private final Fleet fleet;
  private final Lane uploads;
  private final Lane listings;
  private final UploadLimit uploadLimit;

  ReleaseApi(Fleet fleet, Lane uploads, Lane listings, UploadLimit uploadLimit) {
    this.fleet = fleet;
    this.uploads = uploads;
    this.listings = listings;
    this.uploadLimit = uploadLimit;
  }

  void list(Exchange exchange) throws IOException {
    Optional<String> sha256 = exchange.query().value("sha256");
    List<Release> releases =
        sha256.isPresent()
            ? fleet.releases().ofBundle(hash(sha256.get())).stream().toList()
            : fleet.releases().list();
    ApiArea.sendList(exchange, releases.stream().map(ReleaseApi::json).toList());
  }

  private static BundleHash hash(String text) throws HttpException {
    try {
      return BundleHash.parse(text);
    } catch (IllegalArgumentException e) {
      throw HttpException.badRequest("sha256 has 64 hexadecimal digits");
    }
  }

  void block(Exchange exchange) throws IOException {
    JsonObject body = JsonBody.read(exchange);
    body.requireOnly(Set.of("reason"));
    String reason = body.text("reason", MAX_REASON);
    fleet.blocks().block(exchange.number("id"), reason);
    exchange.note(reason);
    exchange.send(204);
  }

  void publish(Exchange exchange) throws IOException {
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
      ApiArea.send(exchange, 201, json(release));
    } catch (BundleException e) {
      ApiArea.send(
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

  void delete(Exchange exchange) throws IOException {
    fleet.releases().delete(exchange.number("id"));
    exchange.send(204);
  }

  void files(Exchange exchange) throws IOException {
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
    ApiArea.sendList(
        exchange,
        fleet.releases().files(release, after).entries().stream().map(ReleaseApi::json).toList());
  }

  void unblock(Exchange exchange) throws IOException {
    fleet.blocks().unblock(exchange.number("id"));
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
}
