package io.assetota.server.api;

import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonWriter;
import io.assetota.ota.report.PartAttributes;
import io.assetota.ota.report.RuntimeAttributes;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.fleet.devices.Device;
import io.assetota.server.fleet.groups.Tags;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.fleet.rollouts.ActionStatus;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Devices. */
final class DeviceApi {
  private static final int LISTED = 1000;

  /** What a device told of its actions; each has up to 50 texts. */
  private static final int HISTORY = 50;

  private final Fleet fleet;

  DeviceApi(Fleet fleet) {
    this.fleet = fleet;
  }

  void list(Exchange exchange) throws IOException {
    ApiArea.sendList(
        exchange,
        fleet.devices().search("", exchange.query().value("after").orElse(""), LISTED).stream()
            .map(DeviceApi::json)
            .toList());
  }

  void show(Exchange exchange) throws IOException {
    Device device = fleet.devices().find(exchange.path("id")).orElseThrow(HttpException::notFound);
    Map<String, String> reported = fleet.reports().attributes(device.id());
    Optional<RuntimeAttributes> runtime = RuntimeAttributes.parse(reported);
    List<Action> actions = fleet.actions().ofDevice(device.id(), LISTED);
    Map<String, Tags.Source> tags = fleet.tags().of(device.id());
    List<ActionStatus> history = fleet.actions().history(device.id(), HISTORY);
    ApiArea.send(
        exchange,
        200,
        body -> {
          json(device).writeTo(body);
          body.put(
              "tags",
              given -> {
                for (Map.Entry<String, Tags.Source> tag : tags.entrySet()) {
                  given.put(tag.getKey(), tag.getValue().name().toLowerCase(Locale.ROOT));
                }
              });
          body.put("attributes", attributes -> putAll(attributes, reported));
          body.put("parts", parts -> putAll(parts, PartAttributes.parse(reported).versions()));
          if (runtime.isPresent()) {
            body.put("runtime", json(runtime.get()));
          }
          body.putObjects("actions", actions, DeviceApi::json)
              .putObjects("history", history, DeviceApi::json);
        });
  }

  private static void putAll(JsonWriter json, Map<String, String> texts) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.put(text.getKey(), text.getValue());
    }
  }

  void makeToken(Exchange exchange) throws IOException {
    fleet.devices().register(exchange.path("id"));
    String token = fleet.tokens().generate();
    fleet.deviceTokens().set(exchange.path("id"), Tokens.hash(token));
    ApiArea.send(exchange, 201, body -> body.put("token", token));
  }

  private static JsonFields json(Device device) {
    return json ->
        json.put("id", device.id())
            .put("platform", device.platform())
            .put("lastSeen", device.lastSeen().map(Object::toString));
  }

  private static JsonFields json(RuntimeAttributes runtime) {
    return json ->
        json.put("state", runtime.state())
            .put("since", runtime.since().map(Object::toString))
            .put("version", runtime.version())
            .put("starts", runtime.starts())
            .put("lastFailure", runtime.lastFailure());
  }

  private static JsonFields json(Action action) {
    return json ->
        json.put("id", action.id())
            .put("rollout", action.rolloutId())
            .put("release", action.releaseId())
            .put("state", action.state().name())
            .put("reason", action.reason())
            .put("bytesSent", action.bytesSent());
  }

  private static JsonFields json(ActionStatus status) {
    return json ->
        json.put("action", status.actionId())
            .put("received", status.received().toString())
            .put("execution", status.execution())
            .put("finished", status.finished())
            .putTexts("details", status.details());
  }
}
