package io.assetota.server.ddi;

import io.assetota.core.json.JsonWriter;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.devices.Device;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.fleet.rollouts.Rollout;
import io.assetota.server.fleet.rules.MaintenanceWindow;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Endpoint;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers a poll: when to poll next, and what there is to do. */
final class Poll implements Endpoint {
  private final Fleet fleet;
  private final BaseUrl baseUrl;
  private final String sleep;
  private final InstantSource clock;

  Poll(Fleet fleet, BaseUrl baseUrl, Duration interval, InstantSource clock) {
    this.fleet = fleet;
    this.baseUrl = baseUrl;
    this.clock = clock;
    sleep =
        String.format(
            "%02d:%02d:%02d",
            interval.toHours(), interval.toMinutesPart(), interval.toSecondsPart());
  }

  @Override
  public void answer(Exchange exchange) throws IOException {
    Device device =
        fleet.devices().find(exchange.path("device")).orElseThrow(HttpException::notFound);
    fleet.lost().giveBack(device);
    String base = baseUrl.of(exchange) + "/DEFAULT/controller/v1/" + device.id();
    Map<String, String> links = new LinkedHashMap<>();
    Optional<Action> action = fleet.actions().next(device.id());
    if (action.isPresent()) {
      link(links, base, action.get());
    }
    if (device.installedAction().isPresent()) {
      links.put("installedBase", base + "/installedBase/" + device.installedAction().get());
    }
    if (device.asked()) {
      links.put("configData", base + "/configData");
    }
    Hal.send(exchange, body -> write(body, links));
  }

  private void write(JsonWriter body, Map<String, String> links) throws IOException {
    body.put("config", config -> config.put("polling", polling -> polling.put("sleep", sleep)));
    if (!links.isEmpty()) {
      body.put(
          "_links",
          json -> {
            for (Map.Entry<String, String> link : links.entrySet()) {
              Hal.link(json, link.getKey(), link.getValue());
            }
          });
    }
  }

  private void link(Map<String, String> links, String base, Action action) throws IOException {
    switch (action.state()) {
      case CANCELING -> links.put("cancelAction", base + "/cancelAction/" + action.id());
      case CONFIRM ->
          links.put(
              "confirmationBase", base + "/confirmationBase/" + action.id() + "?c=" + mark(action));
      default ->
          links.put(
              "deploymentBase", base + "/deploymentBase/" + action.id() + "?c=" + mark(action));
    }
  }

  /** Changes the link whenever the device has to look again: also when its window opens. */
  private int mark(Action action) throws IOException {
    boolean open =
        fleet
            .rollouts()
            .find(action.rolloutId())
            .flatMap(Rollout::window)
            .map((MaintenanceWindow w) -> w.isOpen(clock.instant()))
            .orElse(false);
    return action.changeMark() ^ (open ? 1 : 0);
  }
}
