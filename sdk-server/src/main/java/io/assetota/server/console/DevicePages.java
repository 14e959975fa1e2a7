package io.assetota.server.console;

import io.assetota.ota.report.PartAttributes;
import io.assetota.ota.report.RuntimeAttributes;
import io.assetota.server.console.login.Form;
import io.assetota.server.console.login.Notice;
import io.assetota.server.console.login.Session;
import io.assetota.server.console.page.Html;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.fleet.devices.Device;
import io.assetota.server.fleet.devices.Devices;
import io.assetota.server.fleet.releases.Release;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pages of devices. */
final class DevicePages {
  private static final int PAGE = 100;
  private static final int ROLLOUTS = 20;
  private static final int ACTIONS = 20;
  private static final int HISTORY = 100;

  private final Views views;
  private final Fleet fleet;

  DevicePages(Views views) {
    this.views = views;
    fleet = views.fleet();
  }

  void list(Exchange exchange, Session session) throws IOException {
    String query = exchange.query().value("q").orElse("").strip();
    List<DeviceRow> rows = new ArrayList<>();
    for (Device device :
        fleet.devices().search(query, exchange.query().value("after").orElse(""), PAGE)) {
      rows.add(views.row(device));
    }
    Optional<String> next =
        rows.size() < PAGE
            ? Optional.empty()
            : Optional.of(rows.get(rows.size() - 1).device().id());
    DevicesPage page =
        new DevicesPage(
            views.frame("Devices", "devices", session),
            fleet.devices().totals(views.onlineSince()),
            views.rollouts(ROLLOUTS, true),
            rows,
            query,
            next);
    Html.send(exchange, 200, (out, tags) -> JtedevicesGenerated.render(out, tags, page));
  }

  void show(Exchange exchange, Session session) throws IOException {
    Device device = device(exchange);
    List<ActionRow> actions = new ArrayList<>();
    for (Action action : fleet.actions().ofDevice(device.id(), ACTIONS)) {
      actions.add(views.row(action));
    }
    List<Release> suitable =
        fleet.releases().list().stream()
            .filter(r -> device.platform().map(r.platformName()::equals).orElse(true))
            .toList();
    Map<String, String> attributes = fleet.reports().attributes(device.id());
    DevicePage page =
        new DevicePage(
            views.frame(device.id(), "devices", session),
            views.row(device),
            fleet.tags().of(device.id()),
            actions.stream().filter(a -> a.action().state().isActive()).findFirst(),
            actions,
            fleet.actions().history(device.id(), HISTORY),
            suitable,
            attributes,
            PartAttributes.parse(attributes).versions(),
            RuntimeAttributes.parse(attributes));
    Html.send(exchange, 200, (out, tags) -> JtedeviceGenerated.render(out, tags, page));
  }

  void tag(Exchange exchange, Session session, Form form) throws IOException {
    Device device = device(exchange);
    String add = form.get("add").strip();
    String remove = form.get("remove").strip();
    fleet
        .tags()
        .set(
            Set.of(device.id()),
            add.isEmpty() ? Set.of() : Set.of(add),
            remove.isEmpty() ? Set.of() : Set.of(remove));
    exchange.note(add.isEmpty() ? "without tag " + remove : "with tag " + add);
    session.tell(Notice.good("The tags of the device are changed."));
    back(exchange);
  }

  void create(Exchange exchange, Session session, Form form) throws IOException {
    String id = form.get("id").strip();
    if (Devices.isValidId(id) && fleet.devices().find(id).isPresent()) {
      session.tell(Notice.bad(id + " is known already.", List.of()));
      exchange.redirect("/devices/" + id);
      return;
    }
    fleet.devices().register(id);
    exchange.note("device " + id);
    giveToken(id, session);
    exchange.redirect("/devices/" + id);
  }

  void rotate(Exchange exchange, Session session, Form form) throws IOException {
    giveToken(device(exchange).id(), session);
    back(exchange);
  }

  private void giveToken(String id, Session session) throws IOException {
    String token = fleet.tokens().generate();
    fleet.deviceTokens().set(id, Tokens.hash(token));
    session.tell(
        Notice.secret("The token of " + id + ". Copy it now: it is not shown again.", token));
  }

  void revoke(Exchange exchange, Session session, Form form) throws IOException {
    fleet.deviceTokens().revoke(device(exchange).id());
    session.tell(Notice.good("The device's own token is revoked."));
    back(exchange);
  }

  void ask(Exchange exchange, Session session, Form form) throws IOException {
    fleet.reports().ask(device(exchange).id());
    session.tell(Notice.good("The device will report at its next poll."));
    back(exchange);
  }

  void delete(Exchange exchange, Session session, Form form) throws IOException {
    String id = device(exchange).id();
    fleet.devices().delete(id);
    session.tell(Notice.good(id + " is forgotten."));
    exchange.redirect("/");
  }

  void cancel(Exchange exchange, Session session, Form form) throws IOException {
    Device device = device(exchange);
    long id = form.number("action");
    if (fleet.actions().find(device.id(), id).isEmpty()) {
      throw HttpException.notFound();
    }
    fleet.actions().cancel(id);
    session.tell(Notice.good("The update is being cancelled."));
    back(exchange);
  }

  private Device device(Exchange exchange) throws IOException {
    return fleet.devices().find(exchange.path("id")).orElseThrow(HttpException::notFound);
  }

  private static void back(Exchange exchange) {
    exchange.redirect("/devices/" + exchange.path("id"));
  }
}
