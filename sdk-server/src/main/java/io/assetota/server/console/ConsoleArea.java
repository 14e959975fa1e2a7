package io.assetota.server.console;

import io.assetota.server.console.login.Guard;
import io.assetota.server.console.login.KnownBrowsers;
import io.assetota.server.console.login.Passwords;
import io.assetota.server.console.login.Sessions;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Lane;
import io.assetota.server.web.Router;
import io.assetota.server.web.limit.Complaints;
import io.assetota.server.web.upload.UploadLimit;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The routes of the pages. */
public final class ConsoleArea {
  private ConsoleArea() {}

  /** Adds the routes. */
  public static void addTo(
      Router router,
      Fleet fleet,
      BaseUrl baseUrl,
      Passwords passwords,
      Lane uploads,
      Lane listings,
      UploadLimit uploadLimit,
      Complaints complaints,
      Duration pollingInterval,
      InstantSource clock,
      LongSupplier nanos)
      throws IOException {
    Sessions sessions = new Sessions(fleet.tokens(), baseUrl, clock, nanos);
    Guard guard = new Guard(sessions, baseUrl);
    KnownBrowsers browsers = passwords.knownBrowsers(fleet.tokens(), baseUrl);
    Login login = new Login(sessions, passwords, guard, browsers, complaints, clock);
    Views views = new Views(fleet, clock, pollingInterval);
    DevicePages devices = new DevicePages(views);
    ReleasePages releases = new ReleasePages(views, guard, uploads, listings, uploadLimit);
    RolloutPages rollouts = new RolloutPages(views);
    SettingsPages settings = new SettingsPages(views, passwords, sessions, browsers, clock);
    router
        .area("console", new FailurePages(views, sessions))
        .under("/")
        .on("GET", "/console.css", new StaticFile("console.css", "text/css; charset=utf-8"))
        .on("GET", "/console.js", new StaticFile("console.js", "text/javascript; charset=utf-8"))
        .on("GET", "/icon.svg", new StaticFile("icon.svg", "image/svg+xml"))
        .on("GET", "/login", login::show)
        .on("POST", "/login", login::submit)
        .on("POST", "/logout", guard.form(login::logout))
        .on("GET", "/", guard.page(devices::list))
        .on("POST", "/devices", guard.form(devices::create, "id"))
        .on("GET", "/devices/{id}", guard.page(devices::show))
        .on("POST", "/devices/{id}/token", guard.form(devices::rotate))
        .on("POST", "/devices/{id}/revoke", guard.form(devices::revoke))
        .on("POST", "/devices/{id}/ask", guard.form(devices::ask))
        .on("POST", "/devices/{id}/cancel", guard.form(devices::cancel, "action"))
        .on("POST", "/devices/{id}/delete", guard.form(devices::delete))
        .on("GET", "/releases", guard.page(releases::list))
        .on("POST", "/releases", releases::upload)
        .on("GET", "/releases/{id}", guard.page(releases::show))
        .on("GET", "/releases/{id}/files", guard.page(releases::files))
        .on("POST", "/releases/{id}/delete", guard.form(releases::delete))
        .on("GET", "/rollouts", guard.page(rollouts::list))
        .on("POST", "/rollouts", guard.form(rollouts::start, RolloutForm.FIELDS))
        .on("GET", "/rollouts/{id}", guard.page(rollouts::show))
        .on("POST", "/rollouts/{id}/pause", guard.form(rollouts::pause))
        .on("POST", "/rollouts/{id}/resume", guard.form(rollouts::resume))
        .on("POST", "/rollouts/{id}/cancel", guard.form(rollouts::cancel))
        .on("GET", "/settings", guard.page(settings::show))
        .on("POST", "/settings/tokens", guard.form(settings::createToken, "name", "kind"))
        .on("POST", "/settings/tokens/{id}/revoke", guard.form(settings::revokeToken))
        .on("POST", "/settings/password", guard.form(settings::changePassword, "old", "new"));
  }
}
