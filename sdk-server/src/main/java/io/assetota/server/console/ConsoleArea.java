package io.assetota.server.console;

import io.assetota.server.console.login.Guard;
import io.assetota.server.console.login.KnownBrowsers;
import io.assetota.server.console.login.Passwords;
import io.assetota.server.console.login.Sessions;
import io.assetota.server.entrance.Entrance;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.operators.Role;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Lane;
import io.assetota.server.web.Router;
import io.assetota.server.web.StaticFile;
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
      Entrance entrance,
      Passwords passwords,
      Lane uploads,
      Lane listings,
      UploadLimit uploadLimit,
      Complaints complaints,
      Duration pollingInterval,
      InstantSource clock,
      LongSupplier nanos)
      throws IOException {
    Sessions sessions = new Sessions(fleet.tokens(), fleet.operators(), baseUrl, clock, nanos);
    Guard guard = new Guard(sessions, baseUrl, entrance);
    KnownBrowsers browsers = passwords.knownBrowsers(fleet.tokens(), baseUrl);
    Login login = new Login(sessions, passwords, guard, browsers, complaints, fleet, clock);
    Views views = new Views(fleet, clock, pollingInterval);
    DevicePages devices = new DevicePages(views);
    ReleasePages releases = new ReleasePages(views, uploads, listings, uploadLimit);
    RolloutPages rollouts = new RolloutPages(views);
    SettingsPages settings = new SettingsPages(views, passwords, browsers, clock);
    OperatorPages operators = new OperatorPages(views, passwords);
    AuditPages audit = new AuditPages(views);
    router
        .area("console", new FailurePages(views, sessions))
        .under("/")
        .on("GET", "/console.css", file("console.css", "text/css; charset=utf-8"))
        .on("GET", "/console.js", file("console.js", "text/javascript; charset=utf-8"))
        .on("GET", "/icon.svg", file("icon.svg", "image/svg+xml"))
        .on("GET", "/login", login::show)
        .on("POST", "/login", login::submit)
        .on("POST", "/logout", guard.form(Role.READ, login::logout))
        .on("GET", "/", guard.page(Role.READ, devices::list))
        .on("POST", "/devices", guard.form(Role.ADMINISTER, devices::create, "id"))
        .on("GET", "/devices/{id}", guard.page(Role.READ, devices::show))
        .on("POST", "/devices/{id}/token", guard.form(Role.ADMINISTER, devices::rotate))
        .on("POST", "/devices/{id}/revoke", guard.form(Role.ADMINISTER, devices::revoke))
        .on("POST", "/devices/{id}/ask", guard.form(Role.ROLLOUT, devices::ask))
        .on("POST", "/devices/{id}/cancel", guard.form(Role.ROLLOUT, devices::cancel, "action"))
        .on("POST", "/devices/{id}/delete", guard.form(Role.ADMINISTER, devices::delete))
        .on("POST", "/devices/{id}/tags", guard.form(Role.ROLLOUT, devices::tag, "add", "remove"))
        .on("GET", "/releases", guard.page(Role.READ, releases::list))
        .on("POST", "/releases", guard.upload(Role.ROLLOUT, releases::upload))
        .on("GET", "/releases/{id}", guard.page(Role.READ, releases::show))
        .on("GET", "/releases/{id}/files", guard.page(Role.READ, releases::files))
        .on("POST", "/releases/{id}/block", guard.form(Role.ROLLOUT, releases::block, "reason"))
        .on("POST", "/releases/{id}/unblock", guard.form(Role.ROLLOUT, releases::unblock))
        .on("POST", "/releases/{id}/delete", guard.form(Role.ADMINISTER, releases::delete))
        .on("GET", "/rollouts", guard.page(Role.READ, rollouts::list))
        .on("POST", "/rollouts", guard.form(Role.ROLLOUT, rollouts::start, RolloutForm.FIELDS))
        .on(
            "POST",
            "/selections",
            guard.form(Role.ROLLOUT, rollouts::saveSelection, "name", "query"))
        .on(
            "POST",
            "/selections/delete",
            guard.form(Role.ROLLOUT, rollouts::deleteSelection, "name"))
        .on("GET", "/rollouts/{id}", guard.page(Role.READ, rollouts::show))
        .on("POST", "/rollouts/{id}/pause", guard.form(Role.ROLLOUT, rollouts::pause))
        .on("POST", "/rollouts/{id}/resume", guard.form(Role.ROLLOUT, rollouts::resume))
        .on("POST", "/rollouts/{id}/cancel", guard.form(Role.ROLLOUT, rollouts::cancel))
        .on("GET", "/settings", guard.page(Role.READ, settings::show))
        .on(
            "POST",
            "/settings/tokens",
            guard.form(Role.ADMINISTER, settings::createToken, "name", "kind"))
        .on(
            "POST",
            "/settings/tokens/{id}/revoke",
            guard.form(Role.ADMINISTER, settings::revokeToken))
        .on(
            "POST",
            "/settings/password",
            guard.form(Role.READ, settings::changePassword, "old", "new"))
        .on("GET", "/operators", guard.page(Role.ADMINISTER, operators::list))
        .on("POST", "/operators", guard.form(Role.ADMINISTER, operators::add, "name", "role"))
        .on(
            "POST",
            "/operators/{name}/role",
            guard.form(Role.ADMINISTER, operators::changeRole, "role"))
        .on(
            "POST",
            "/operators/{name}/password",
            guard.form(Role.ADMINISTER, operators::makePassword))
        .on(
            "POST",
            "/operators/{name}/tokens",
            guard.form(Role.ADMINISTER, operators::createToken, "token"))
        .on(
            "POST",
            "/operators/{name}/tokens/{id}/revoke",
            guard.form(Role.ADMINISTER, operators::revokeToken))
        .on("POST", "/operators/{name}/delete", guard.form(Role.ADMINISTER, operators::remove))
        .on("GET", "/audit", guard.page(Role.ADMINISTER, audit::list));
  }

  private static StaticFile file(String name, String contentType) throws IOException {
    return new StaticFile(ConsoleArea.class, name, contentType);
  }
}
