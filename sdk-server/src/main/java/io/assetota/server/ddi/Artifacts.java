package io.assetota.server.ddi;

import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.web.Endpoint;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.download.Downloads;
import io.assetota.server.web.download.FileDownload;
import java.io.IOException;

/** Gives a device the bundle that it has to install, and no other. */
final class Artifacts implements Endpoint {
  /** The name of every bundle in DDI: a request can't choose a file. */
  static final String FILE = "bundle.zip";

  static final String MD5SUM = ".MD5SUM";

  private final Fleet fleet;
  private final Downloads downloads;

  Artifacts(Fleet fleet, Downloads downloads) {
    this.fleet = fleet;
    this.downloads = downloads;
  }

  @Override
  public void answer(Exchange exchange) throws IOException {
    long id = exchange.number("release");
    Action action =
        fleet.actions().fetching(exchange.path("device"), id).orElseThrow(HttpException::notFound);
    Release release =
        fleet.releases().find(id).filter(r -> !r.deleted()).orElseThrow(HttpException::notFound);
    switch (exchange.path("file")) {
      case FILE ->
          new FileDownload(
                  fleet.releases().file(release),
                  release.size(),
                  "\"" + release.sha1() + "\"",
                  "application/octet-stream")
              .send(exchange, downloads, bytes -> fleet.presence().sends(action.id(), bytes));
      case FILE + MD5SUM ->
          exchange.send(200, "text/plain; charset=utf-8", release.md5() + "  " + FILE + "\n");
      default -> throw HttpException.notFound();
    }
  }
}
