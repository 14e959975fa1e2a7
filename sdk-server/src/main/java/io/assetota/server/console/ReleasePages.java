package io.assetota.server.console;

import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.server.console.login.Form;
import io.assetota.server.console.login.Guard;
import io.assetota.server.console.login.Notice;
import io.assetota.server.console.login.Session;
import io.assetota.server.console.page.Html;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.Lane;
import io.assetota.server.web.upload.Upload;
import io.assetota.server.web.upload.UploadLimit;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The pages of releases. */
final class ReleasePages {
  private final Views views;
  private final Fleet fleet;
  private final Lane uploads;
  private final Lane listings;
  private final UploadLimit uploadLimit;

  ReleasePages(Views views, Lane uploads, Lane listings, UploadLimit uploadLimit) {
    this.views = views;
    fleet = views.fleet();
    this.uploads = uploads;
    this.listings = listings;
    this.uploadLimit = uploadLimit;
  }

  void list(Exchange exchange, Session session) throws IOException {
    list(exchange, session, 200);
  }

  private void list(Exchange exchange, Session session, int status) throws IOException {
    ReleasesPage page =
        new ReleasesPage(
            views.frame("Releases", "releases", session),
            fleet.releases().list(),
            fleet.releases().maxBundleSize());
    Html.send(exchange, status, (out, tags) -> JtereleasesGenerated.render(out, tags, page));
  }

  void show(Exchange exchange, Session session) throws IOException {
    Release release = release(exchange);
    ReleasePage page =
        new ReleasePage(
            views.frame(release.title(), "releases", session),
            release,
            fleet.releases().assets(release.id()),
            fleet.tags().all(),
            fleet.selections().list());
    Html.send(exchange, 200, (out, tags) -> JtereleaseGenerated.render(out, tags, page));
  }

  void block(Exchange exchange, Session session, Form form) throws IOException {
    fleet.blocks().block(exchange.number("id"), form.get("reason"));
    exchange.note(form.get("reason"));
    session.tell(Notice.good("The release is blocked: nobody gets it any more."));
    exchange.redirect("/releases/" + exchange.number("id"));
  }

  void unblock(Exchange exchange, Session session, Form form) throws IOException {
    fleet.blocks().unblock(exchange.number("id"));
    session.tell(Notice.good("The release can be rolled out again."));
    exchange.redirect("/releases/" + exchange.number("id"));
  }

  /**
   * Lists the files of its application. Reading its manifest takes time, so others go on meanwhile.
   */
  void files(Exchange exchange, Session session) throws IOException {
    exchange.continueIn(listings, rest -> showFiles(rest, session));
  }

  private void showFiles(Exchange exchange, Session session) throws IOException {
    Release release = release(exchange);
    ReleaseFilesPage page =
        new ReleaseFilesPage(
            views.frame("Files of " + release.title(), "releases", session),
            release,
            fleet.releases().files(release, exchange.query().value("after").orElse("")));
    Html.send(exchange, 200, (out, tags) -> JtereleaseFilesGenerated.render(out, tags, page));
  }

  /** Takes a bundle. */
  void upload(Exchange exchange, Session session) throws IOException {
    exchange.continueIn(uploads, rest -> receive(rest, session));
  }

  private void receive(Exchange exchange, Session session) throws IOException {
    try (Upload upload = Upload.read(exchange, uploadLimit)) {
      Guard.requireToken(session, upload.field(Guard.CSRF));
      upload.requireOnly(Guard.CSRF, "name", "version", "bundle");
      try (InputStream file = upload.file("bundle")) {
        Release release =
            fleet.releases().publish(file, upload.field("name"), upload.field("version"));
        exchange.note("release " + release.id() + ": " + release.title());
        session.tell(Notice.good(release.title() + " is valid, and ready to be rolled out."));
        exchange.redirect("/releases/" + release.id());
      }
    } catch (BundleException e) {
      reject(
          exchange,
          session,
          422,
          "The bundle was rejected:",
          e.problems().stream().map(BundleProblem::toString).toList());
    } catch (RefusedException e) {
      reject(exchange, session, 409, String.valueOf(e.getMessage()), List.of());
    } catch (HttpException e) {
      if (e.status() == 403) {
        throw e;
      }
      reject(exchange, session, e.status(), String.valueOf(e.getMessage()), List.of());
    }
  }

  private void reject(
      Exchange exchange, Session session, int status, String why, List<String> problems)
      throws IOException {
    session.tell(Notice.bad(why, problems));
    list(exchange, session, status);
  }

  void delete(Exchange exchange, Session session, Form form) throws IOException {
    Release release = release(exchange);
    fleet.releases().delete(release.id());
    exchange.note(release.title());
    session.tell(Notice.good(release.title() + " is deleted."));
    exchange.redirect("/releases");
  }

  private Release release(Exchange exchange) throws IOException {
    return fleet
        .releases()
        .find(exchange.number("id"))
        .filter(r -> !r.deleted())
        .orElseThrow(HttpException::notFound);
  }
}
